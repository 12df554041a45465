import { OUTBOX_SCHEMA } from '@stopsms/outbox';
import { CreateSchema, SIMULATED_CLOCK_SCHEMA } from '@stopsms/persistence';

/** No text and no number of a message, but in `envelope`, which is deleted with the outcome. `rank` orders the stages; 4 and above are final. */
const GATEWAY = `
  CREATE TABLE submission (
    message_id uuid PRIMARY KEY,
    account text NOT NULL,
    advertiser_id uuid NOT NULL,
    door text NOT NULL,
    wanted text NOT NULL,
    idempotency_key text,
    envelope jsonb,
    stage text NOT NULL DEFAULT 'accepted',
    rank int NOT NULL DEFAULT 0,
    code text,
    submitted_at timestamptz NOT NULL,
    stage_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX submission_key ON submission (account, idempotency_key) WHERE idempotency_key IS NOT NULL;
  CREATE INDEX submission_open ON submission (submitted_at) WHERE rank < 4;
  CREATE INDEX submission_ended ON submission (stage_at) WHERE rank >= 4;
  CREATE TABLE long_text (
    id uuid PRIMARY KEY,
    account text NOT NULL,
    name text NOT NULL,
    total int NOT NULL,
    parts jsonb NOT NULL,
    head jsonb NOT NULL,
    begun_at timestamptz NOT NULL,
    UNIQUE (account, name)
  );
  CREATE INDEX long_text_begun ON long_text (begun_at);
  CREATE TABLE delivery (
    id uuid PRIMARY KEY,
    account text NOT NULL,
    door text NOT NULL,
    recipient_key text,
    content jsonb NOT NULL,
    attempts int NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX delivery_due ON delivery (account, door, due_at, id);
  CREATE INDEX delivery_expires ON delivery (expires_at);
  CREATE INDEX delivery_recipient ON delivery (recipient_key) WHERE recipient_key IS NOT NULL;
  CREATE TABLE reply_text (
    mo_id uuid PRIMARY KEY,
    recipient_key text NOT NULL,
    msisdn text NOT NULL,
    code text NOT NULL,
    text text NOT NULL,
    reference int,
    total int,
    sequence int,
    received_at timestamptz NOT NULL
  );
  CREATE INDEX reply_text_recipient ON reply_text (recipient_key, code, reference);
  CREATE INDEX reply_text_received ON reply_text (received_at);`;

export class CreateGateway1764000080000 extends CreateSchema {
  readonly name = 'CreateGateway1764000080000';
  protected readonly functions = [];
  protected readonly tables = [OUTBOX_SCHEMA, SIMULATED_CLOCK_SCHEMA, GATEWAY];
  protected readonly earlier = [];
}
