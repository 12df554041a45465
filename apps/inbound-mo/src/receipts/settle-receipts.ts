import { Inject, Injectable } from '@nestjs/common';
import { mergeCalls } from '@stopsms/messaging';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { columns } from '../columns';
import { comparable } from './operator-ids';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { failedReceiptRecord, failedReceipts } from '../produces/inbound-mo.failed-receipts.v1';
import { type Receipt, receiptRecord, receipts } from '../produces/inbound-mo.receipts.v1';
import { SelectFailures } from './select-failures';

/** Any constant will do, as long as all replicas use the same. */
const SETTLING_LOCK = 36_181;
const LIMIT = 5_000;

/**
 * Joins waiting receipts to the messages they are about. A message is settled once: failed with its first failed part,
 * delivered when every part is.
 */
@Injectable()
export class SettleReceipts {
  /**
   * The lock below lets one settle at a time: what comes meanwhile goes together, on one connection. Nobody waits for it,
   * and a join of ten receipts costs as much as one of a hundred.
   */
  private readonly merged = mergeCalls<string>((smscIds) => this.execute(smscIds), LIMIT, 1, 100);

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly failures: SelectFailures,
    private readonly metrics: InboundMoMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Settles receipts with these operator ids in the background; what a failure leaves is taken by the next run of the job. */
  soon(smscIds: string[]): void {
    Promise.all(smscIds.map((smscId) => this.merged([smscId]))).catch((error: unknown) => {
      this.log.warn({ err: error }, 'Receipts are stored and not joined yet; trying again soon');
    });
  }

  /** @param smscIds - only receipts with these operator ids; every waiting one when absent */
  async execute(smscIds?: string[]): Promise<void> {
    if (smscIds?.length === 0) return;
    while ((await this.settleSome(smscIds)) === LIMIT);
  }

  private async settleSome(smscIds: string[] | undefined): Promise<number> {
    const { joined, fresh, settled } = await this.database.run(async (tx) => {
      // One at a time: two parts of one text settled side by side would each see the other outstanding.
      tx.send('SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))', [SETTLING_LOCK]);
      const matched = await this.match(tx, smscIds);
      const parts = await this.markParts(tx, matched);
      const messages = await this.settle(tx, parts);
      await this.outbox.add(
        tx,
        receipts,
        messages.map(({ receipt, traceparent }) => receiptRecord(receipt, traceparent)),
      );
      const failures = await this.failures.of(tx, messages);
      await this.outbox.add(
        tx,
        failedReceipts,
        failures.map(({ receipt, traceparent }) => failedReceiptRecord(receipt, traceparent)),
      );
      return { joined: matched.length, fresh: parts.length, settled: messages };
    });
    for (const { receipt } of settled) this.metrics.receipts.inc({ outcome: receipt.outcome });
    this.metrics.receipts.inc({ outcome: 'late' }, joined - fresh);
    return joined;
  }

  /** Takes receipts whose message is known out of the waiting room, in the order they came, with the id of their answer. */
  private async match(tx: Tx, smscIds: string[] | undefined): Promise<Matched[]> {
    // A look-up for each id: see settle.
    const waiting = smscIds
      ? `FROM (SELECT DISTINCT ${comparable('id')} AS id FROM unnest($1::text[]) AS t(id)) AS w
         CROSS JOIN LATERAL (SELECT * FROM raw_receipt WHERE ${comparable('smsc_id')} = w.id OFFSET 0) AS r`
      : 'FROM (SELECT * FROM raw_receipt ORDER BY seq OFFSET 0) AS r';
    return tx.query<Matched>(
      `WITH known AS (
         SELECT r.seq, p.message_id, p.smsc_id ${waiting}
         CROSS JOIN LATERAL (
           SELECT message_id, smsc_id FROM sent_part
           WHERE provider = r.provider AND ${comparable('smsc_id')} = ${comparable('r.smsc_id')}
             AND (NOT r.only_of_handset OR EXISTS (
               SELECT 1 FROM sent_message m WHERE m.message_id = sent_part.message_id AND m.recipient_key = r.recipient_key))
           ORDER BY smsc_id = r.smsc_id DESC, sent_at DESC LIMIT 1) AS p
         ORDER BY r.seq LIMIT ${LIMIT}),
       taken AS (
         DELETE FROM raw_receipt r USING known k WHERE r.seq = k.seq
         RETURNING r.seq, r.provider, k.smsc_id, k.message_id, r.stat, r.error, r.at)
       SELECT provider, smsc_id AS "smscId", message_id AS "messageId", stat, error, extract(epoch FROM at) * 1000 AS at
       FROM taken ORDER BY seq`,
      smscIds ? [smscIds] : [],
    );
  }

  /** The first final state of a part wins; returns the parts that had none. */
  private async markParts(tx: Tx, matched: Matched[]): Promise<{ messageId: string }[]> {
    const first = new Map<string, Matched>();
    for (const receipt of matched) {
      const key = `${receipt.provider} ${receipt.smscId}`;
      if (!first.has(key)) first.set(key, receipt);
    }
    if (first.size === 0) return [];
    return tx.query<{ messageId: string }>(
      `UPDATE sent_part p SET stat = r.stat, error = r.error, settled_at = to_timestamp(r.at / 1000.0)
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[]) AS r(provider, smsc_id, stat, error, at)
       WHERE p.provider = r.provider AND p.smsc_id = r.smsc_id AND p.stat IS NULL
       RETURNING p.message_id AS "messageId"`,
      columns([...first.values()], ['provider', 'smscId', 'stat', 'error', 'at']),
    );
  }

  /** The part that settles a message is its first failed one, else its last delivered one. */
  private async settle(tx: Tx, parts: { messageId: string }[]): Promise<TracedReceipt[]> {
    if (parts.length === 0) return [];
    const rows = await tx.query<SettledRow>(
      // A look-up for each message: while the planner knows little of a young table, a join would read all of it.
      `UPDATE sent_message m SET outcome = s.outcome, settled_at = s.settled_at
       FROM unnest($1::uuid[]) AS t(message_id)
       CROSS JOIN LATERAL (
         SELECT p.smsc_id, p.stat, p.error, p.settled_at,
           CASE WHEN p.stat = 'DELIVRD' THEN 'delivered' ELSE 'failed' END AS outcome,
           count(*) FILTER (WHERE p.stat = 'DELIVRD') OVER () AS delivered
         FROM sent_part p WHERE p.message_id = t.message_id AND p.stat IS NOT NULL
         ORDER BY p.stat = 'DELIVRD', CASE WHEN p.stat <> 'DELIVRD' THEN p.settled_at END, p.settled_at DESC
         LIMIT 1
       ) s
       WHERE m.message_id = t.message_id AND m.outcome IS NULL AND (s.outcome = 'failed' OR s.delivered >= coalesce(m.parts, 1))
       RETURNING m.message_id, m.advertiser_id, m.campaign_id, m.recipient_key, m.provider, s.smsc_id, s.outcome, s.stat, s.error, m.traceparent,
         extract(epoch FROM s.settled_at) * 1000 AS at`,
      [[...new Set(parts.map(({ messageId }) => messageId))]],
    );
    return rows.map((row) => ({
      receipt: toReceipt(row),
      ...(row.traceparent !== null && { traceparent: row.traceparent }),
    }));
  }
}

interface Matched {
  provider: string;
  smscId: string;
  messageId: string;
  stat: Receipt['stat'];
  error: string | null;
  at: string;
}

/** With the trace of its message, where somebody records it. */
interface TracedReceipt {
  receipt: Receipt;
  traceparent?: string;
}

interface SettledRow {
  message_id: string;
  advertiser_id: string | null;
  campaign_id: string | null;
  recipient_key: string;
  provider: string;
  smsc_id: string;
  outcome: Receipt['outcome'];
  stat: Receipt['stat'];
  error: string | null;
  traceparent: string | null;
  /** PostgreSQL gives a numeric as text. */
  at: string;
}

function toReceipt(row: SettledRow): Receipt {
  return {
    messageId: row.message_id,
    advertiserId: row.advertiser_id,
    recipientKey: row.recipient_key,
    provider: row.provider,
    smscId: row.smsc_id,
    outcome: row.outcome,
    stat: row.stat,
    at: Math.round(Number(row.at)),
    ...(row.campaign_id === null ? {} : { campaignId: row.campaign_id }),
    ...(row.error === null ? {} : { error: row.error }),
  };
}
