import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NameWhoChanges1764000028000 implements MigrationInterface {
  readonly name = 'NameWhoChanges1764000028000';

  async up(runner: QueryRunner): Promise<void> {
    // `document` is of a return by which a named person ended an opt-out: kind, place, instant and digest of the evidence.
    await runner.query('ALTER TABLE opt_out_event ADD COLUMN recorded_by text, ADD COLUMN document jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE opt_out_event DROP COLUMN recorded_by, DROP COLUMN document');
  }
}
