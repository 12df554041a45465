import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ImplyConsents1764000046000 implements MigrationInterface {
  readonly name = 'ImplyConsents1764000046000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(allow(['consent', 'soft_opt_in', 'inquiry', 'b2b', 'charity_li']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(allow(['consent', 'soft_opt_in', 'b2b', 'charity_li']));
  }
}

/** Rows are not read again: what was allowed before is allowed still, and going back refuses new ones alone. */
const allow = (bases: string[]): string => `
  ALTER TABLE consent DROP CONSTRAINT consent_basis_check,
    ADD CONSTRAINT consent_basis_check CHECK (basis IN (${bases.map((basis) => `'${basis}'`).join(', ')})) NOT VALID`;
