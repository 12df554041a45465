import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellQuotas1764000031000 implements MigrationInterface {
  readonly name = 'TellQuotas1764000031000';

  async up(runner: QueryRunner): Promise<void> {
    // A call about an opt-out has its columns; any other has what it tells in `data`, in which no person is.
    await runner.query(`
      ALTER TABLE webhook_delivery
        ADD COLUMN type text NOT NULL DEFAULT 'opt-out.changed',
        ADD COLUMN data jsonb,
        ALTER COLUMN change DROP NOT NULL,
        ALTER COLUMN scope DROP NOT NULL,
        ALTER COLUMN source DROP NOT NULL,
        ALTER COLUMN recipient_key DROP NOT NULL,
        ADD CONSTRAINT webhook_delivery_told CHECK (
          CASE type WHEN 'opt-out.changed' THEN data IS NULL AND num_nulls(change, scope, source, recipient_key) = 0
            ELSE data IS NOT NULL AND num_nonnulls(change, scope, source, recipient_key, msisdn) = 0 END)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM webhook_delivery WHERE type <> 'opt-out.changed';
      ALTER TABLE webhook_delivery
        DROP CONSTRAINT webhook_delivery_told,
        DROP COLUMN type,
        DROP COLUMN data,
        ALTER COLUMN change SET NOT NULL,
        ALTER COLUMN scope SET NOT NULL,
        ALTER COLUMN source SET NOT NULL,
        ALTER COLUMN recipient_key SET NOT NULL`);
  }
}
