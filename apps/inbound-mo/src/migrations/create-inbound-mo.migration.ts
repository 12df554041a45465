import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInboundMo1764000002000 implements MigrationInterface {
  readonly name = 'CreateInboundMo1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    // The ledger of recent sends: for whom a reply is meant, and which message a receipt is about. Each row is updated
    // twice within seconds, which with room in its page leaves the indexes alone. No foreign key: it would look up and lock
    // a message for each part, millions of times a day.
    await runner.query(`
      CREATE TABLE sent_message (
        message_id uuid PRIMARY KEY,
        recipient_key text NOT NULL,
        advertiser_id uuid,
        campaign_id uuid,
        lane text NOT NULL,
        provider text NOT NULL,
        sender text NOT NULL,
        reply_code text,
        parts int,
        sent_at timestamptz NOT NULL,
        outcome text CHECK (outcome IN ('delivered', 'failed')),
        settled_at timestamptz,
        is_unknown boolean NOT NULL DEFAULT false
      ) WITH (fillfactor = 80)`);
    await runner.query('CREATE INDEX sent_message_recipient ON sent_message (recipient_key, sent_at)');
    await runner.query('CREATE INDEX sent_message_age ON sent_message USING brin (sent_at)');
    await runner.query(`
      CREATE TABLE sent_part (
        provider text NOT NULL,
        smsc_id text NOT NULL,
        message_id uuid NOT NULL,
        sent_at timestamptz NOT NULL,
        stat text,
        error text,
        settled_at timestamptz,
        PRIMARY KEY (provider, smsc_id)
      ) WITH (fillfactor = 80)`);
    await runner.query('CREATE INDEX sent_part_age ON sent_part USING brin (sent_at)');
    await runner.query('CREATE INDEX sent_part_message ON sent_part (message_id)');
    await runner.query(`
      CREATE TABLE unsubscribe_token (
        token text PRIMARY KEY,
        recipient_key text NOT NULL,
        msisdn text NOT NULL,
        advertiser_id uuid NOT NULL,
        campaign_id uuid,
        sent_at timestamptz NOT NULL
      )`);
    // Receipts acknowledged and not joined to a message yet: one may come before we hear of its message.
    await runner.query(`
      CREATE TABLE raw_receipt (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        receipt_id uuid NOT NULL UNIQUE,
        provider text NOT NULL,
        smsc_id text NOT NULL,
        stat text NOT NULL,
        error text,
        recipient_key text,
        at timestamptz NOT NULL,
        received_at timestamptz NOT NULL
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000)`);
    await runner.query('CREATE INDEX raw_receipt_smsc_id ON raw_receipt (smsc_id)');
    // Parts stay after they were read, so that an operator's retry of one starts no second text. The text is UTF-16: a
    // phone may cut an emoji between two parts, and half of one is no valid PostgreSQL text.
    await runner.query(`
      CREATE TABLE mo_part (
        mo_id uuid PRIMARY KEY,
        recipient_key text NOT NULL,
        provider text NOT NULL,
        msisdn text NOT NULL,
        code text NOT NULL,
        reference int NOT NULL,
        total int NOT NULL,
        sequence int NOT NULL,
        text_utf16 bytea NOT NULL,
        received_at timestamptz NOT NULL,
        stored_at timestamptz NOT NULL,
        traceparent text NOT NULL,
        reply_id uuid
      )`);
    await runner.query(
      'CREATE INDEX mo_part_waiting ON mo_part (recipient_key, code, reference, total) WHERE reply_id IS NULL',
    );
    await runner.query(`
      CREATE TABLE reply (
        reply_id uuid PRIMARY KEY,
        recipient_key text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('sms', 'web')),
        provider text,
        code text NOT NULL,
        msisdn text,
        text text,
        tier text NOT NULL,
        reason text NOT NULL,
        keyword text,
        flag boolean NOT NULL,
        every_advertiser boolean NOT NULL,
        attributed boolean NOT NULL,
        advertisers jsonb NOT NULL,
        received_at timestamptz NOT NULL,
        read_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX reply_recipient ON reply (recipient_key, received_at)');
    await runner.query('CREATE INDEX reply_in_clear ON reply (read_at) WHERE msisdn IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reply, mo_part, raw_receipt, unsubscribe_token, sent_part, sent_message');
  }
}
