import type { MigrationInterface, QueryRunner } from 'typeorm';

export class JoinEntities1764000071000 implements MigrationInterface {
  readonly name = 'JoinEntities1764000071000';

  /** An account of before, or that the release before makes, is an entity of its own: null is its own id. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE advertiser ADD COLUMN registration text, ADD COLUMN entity_id uuid REFERENCES advertiser, ADD COLUMN separated jsonb`);
    await runner.query('CREATE INDEX advertiser_entity ON advertiser (entity_id) WHERE entity_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE advertiser DROP COLUMN registration, DROP COLUMN entity_id, DROP COLUMN separated');
  }
}
