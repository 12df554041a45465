import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeysByDoor1764000091542 implements MigrationInterface {
  readonly name = 'KeysByDoor1764000091542';

  /** Two systems of one account may give one key at two doors. Messages of before have no fingerprint, and are compared with nothing. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submission ADD COLUMN fingerprint int;
      DROP INDEX submission_key;
      CREATE UNIQUE INDEX submission_key ON submission (account, door, idempotency_key) WHERE idempotency_key IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM submission s USING submission o
        WHERE s.account = o.account AND s.idempotency_key = o.idempotency_key AND s.message_id > o.message_id;
      DROP INDEX submission_key;
      ALTER TABLE submission DROP COLUMN fingerprint;
      CREATE UNIQUE INDEX submission_key ON submission (account, idempotency_key) WHERE idempotency_key IS NOT NULL`);
  }
}
