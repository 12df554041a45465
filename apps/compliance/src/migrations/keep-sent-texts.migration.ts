import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepSentTexts1764000008000 implements MigrationInterface {
  readonly name = 'KeepSentTexts1764000008000';

  async up(runner: QueryRunner): Promise<void> {
    // What left, so that a complaint can be told whose it is. Texts are those of `comparableText`, each once, and of a campaign
    // whose texts differ by a name only the first of each batch. Who received it stands beside it, a row per batch and not
    // per message: a campaign of a million costs a thousand rows. The first key is that of whom the text was written for.
    await runner.query(`
      CREATE TABLE sent_text (
        text_id uuid PRIMARY KEY,
        advertiser_id uuid NOT NULL,
        campaign_id uuid,
        sender text NOT NULL,
        text text NOT NULL,
        kept_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX sent_text_advertiser ON sent_text (advertiser_id)');
    await runner.query('CREATE INDEX sent_text_sender ON sent_text (lower(sender))');
    await runner.query('CREATE INDEX sent_text_age ON sent_text USING brin (kept_at)');
    await runner.query(`
      CREATE TABLE sent_text_batch (
        text_id uuid NOT NULL,
        at timestamptz NOT NULL,
        recipient_keys text[] NOT NULL
      )`);
    await runner.query('CREATE INDEX sent_text_batch_text ON sent_text_batch (text_id, at)');
    await runner.query('CREATE INDEX sent_text_batch_first ON sent_text_batch ((recipient_keys[1]))');
    await runner.query('CREATE INDEX sent_text_batch_age ON sent_text_batch USING brin (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sent_text_batch, sent_text');
  }
}
