import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DecideAlike1764000033200 implements MigrationInterface {
  readonly name = 'DecideAlike1764000033200';

  async up(runner: QueryRunner): Promise<void> {
    // A review that was open when a person decided on another text of its template, and shares that decision: which one, and the hash
    // of the text that the person read. Both are null where its own text was read.
    await runner.query('ALTER TABLE review ADD COLUMN decided_with uuid, ADD COLUMN read_hash text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE review DROP COLUMN decided_with, DROP COLUMN read_hash');
  }
}
