import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRepublications1764000021000 implements MigrationInterface {
  readonly name = 'CreateRepublications1764000021000';

  async up(runner: QueryRunner): Promise<void> {
    // While one is not finished the opt-out topic may lack somebody: every replica then keeps its heartbeats back, and one
    // that was broken off is taken up again at the next start.
    await runner.query(`
      CREATE TABLE republication (
        id uuid PRIMARY KEY,
        requested_by text NOT NULL,
        reason text NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        replica uuid,
        turn_ends_at timestamptz,
        opt_outs bigint NOT NULL DEFAULT 0,
        number_states bigint NOT NULL DEFAULT 0
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX republication_under_way ON republication ((true)) WHERE finished_at IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE republication');
  }
}
