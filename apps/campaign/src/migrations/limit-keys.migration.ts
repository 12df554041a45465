import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LimitKeys1764000056000 implements MigrationInterface {
  readonly name = 'LimitKeys1764000056000';

  /**
   * A release before this one tells `hash` to every service as that of a key without limits: of a limited key it is a hash of
   * nothing that anybody has, and the key’s own is `limited_hash`.
   */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE advertiser_key
        ADD COLUMN limited_hash text UNIQUE,
        ADD COLUMN scopes text[],
        ADD COLUMN addresses text[]`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE advertiser_key DROP COLUMN limited_hash, DROP COLUMN scopes, DROP COLUMN addresses',
    );
  }
}
