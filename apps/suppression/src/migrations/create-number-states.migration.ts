import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNumberStates1764000013000 implements MigrationInterface {
  readonly name = 'CreateNumberStates1764000013000';

  async up(runner: QueryRunner): Promise<void> {
    // Apart from opt-outs: that a number cannot be reached is nobody's wish. A number without a row is not known to fail.
    await runner.query(`
      CREATE TABLE number_state (
        recipient_key text PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('unreachable', 'suspended', 'invalid')),
        since timestamptz NOT NULL,
        last_failure_at timestamptz NOT NULL,
        message_id uuid NOT NULL,
        provider text NOT NULL,
        stat text NOT NULL,
        error text
      )`);
    await runner.query(
      `CREATE INDEX number_state_unreachable ON number_state (last_failure_at) WHERE state = 'unreachable'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE number_state');
  }
}
