import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepBreaches1764000072000 implements MigrationInterface {
  readonly name = 'KeepBreaches1764000072000';

  /** What its provider may not deliver: of a reply that waits, so that its decision counts as a STOP that came so does. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE unread_reply ADD COLUMN breach text CHECK (breach IN ('not-its-way', 'not-its-code'))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE unread_reply DROP COLUMN breach');
  }
}
