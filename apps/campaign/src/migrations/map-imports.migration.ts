import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MapImports1764000090300 implements MigrationInterface {
  readonly name = 'MapImports1764000090300';

  /** Columns and values that the sender of a file names, and what the consents of contacts lack. The release before writes neither. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE import ADD COLUMN options jsonb');
    await runner.query('ALTER TABLE contact ADD COLUMN consent_lacks text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE contact DROP COLUMN consent_lacks');
    await runner.query('ALTER TABLE import DROP COLUMN options');
  }
}
