import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ListUnknown1764000030100 implements MigrationInterface {
  readonly name = 'ListUnknown1764000030100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [LIST, RANK]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_unknown');
  }
}

// For GET /v1/messages?state=unknown. On a table of many messages, build it beforehand with CREATE INDEX CONCURRENTLY: here
// it keeps writers out while it is built.
const LIST = `CREATE INDEX IF NOT EXISTS message_unknown ON message (id) WHERE step = 'unknown'`;

// \`unknown\` ranked above what is known not to have left (60 then, 45 now, see domain/message-progress.ts): a late word of
// the dispatcher that knew would not count.
const RANK = `UPDATE message SET progress = progress - 15 WHERE step = 'unknown' AND progress % 100 = 60`;
