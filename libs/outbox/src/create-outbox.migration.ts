import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOutbox1764000000000 implements MigrationInterface {
  readonly name = 'CreateOutbox1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    // A row is a parcel of records of one topic: what a batch of messages causes costs one row, not one row each.
    // Rows live for milliseconds: vacuum by count, since a share of an empty table never triggers it.
    await runner.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        topic text NOT NULL,
        size int NOT NULL,
        records text NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox');
  }
}
