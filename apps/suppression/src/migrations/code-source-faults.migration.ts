import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CodeSourceFaults1764000090910 implements MigrationInterface {
  readonly name = 'CodeSourceFaults1764000090910';

  /** Faults by code, so that each language has words for them, and numbers as lists show them, which only a poll has at hand. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE opt_out_source ADD COLUMN fault_code text, ADD COLUMN fault_detail text');
    await runner.query('ALTER TABLE opt_out_source_number ADD COLUMN masked text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE opt_out_source_number DROP COLUMN masked');
    await runner.query('ALTER TABLE opt_out_source DROP COLUMN fault_code, DROP COLUMN fault_detail');
  }
}
