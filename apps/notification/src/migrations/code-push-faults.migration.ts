import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CodePushFaults1764000090941 implements MigrationInterface {
  readonly name = 'CodePushFaults1764000090941';

  /** Faults by code, so that each language has words for them, and the time of each outcome, for the person's evidence. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE opt_out_push ADD COLUMN fault_code text, ADD COLUMN fault_detail text, ADD COLUMN ended_at timestamptz',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE opt_out_push DROP COLUMN fault_code, DROP COLUMN fault_detail, DROP COLUMN ended_at',
    );
  }
}
