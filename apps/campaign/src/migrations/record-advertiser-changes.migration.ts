import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecordAdvertiserChanges1764000029000 implements MigrationInterface {
  readonly name = 'RecordAdvertiserChanges1764000029000';

  async up(runner: QueryRunner): Promise<void> {
    // Append-only: who changed what of an advertiser, as it was given.
    await runner.query(`
      CREATE TABLE advertiser_change (
        id uuid PRIMARY KEY,
        advertiser_id uuid NOT NULL REFERENCES advertiser,
        at timestamptz NOT NULL,
        by text,
        changes jsonb NOT NULL
      );
      CREATE INDEX advertiser_change_advertiser ON advertiser_change (advertiser_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE advertiser_change');
  }
}
