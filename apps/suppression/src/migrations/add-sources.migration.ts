import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddSources1764000090310 implements MigrationInterface {
  readonly name = 'AddSources1764000090310';

  /** Lists of opt-outs of other systems, by keyed hash like the opt-outs here. `leased_until` keeps replicas off each other's polls. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE opt_out_source (
        name text PRIMARY KEY,
        poll_id uuid,
        due_at timestamptz NOT NULL,
        leased_until timestamptz NOT NULL,
        polled_at timestamptz,
        failures int NOT NULL DEFAULT 0,
        fault text,
        unreadable int NOT NULL DEFAULT 0
      )`);
    await runner.query(`
      CREATE TABLE opt_out_source_number (
        source text NOT NULL REFERENCES opt_out_source ON DELETE CASCADE,
        recipient_key text NOT NULL,
        poll_id uuid NOT NULL,
        listed_at timestamptz NOT NULL,
        PRIMARY KEY (source, recipient_key)
      );
      CREATE INDEX opt_out_source_number_recipient ON opt_out_source_number (recipient_key)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE opt_out_source_number, opt_out_source');
  }
}
