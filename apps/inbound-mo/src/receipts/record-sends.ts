import { Injectable } from '@nestjs/common';
import { type MessageStatus, knowledgeOf } from '@stopsms/contracts';
import { isSampled } from '@stopsms/kernel';
import { mergeCalls } from '@stopsms/messaging';
import { Outbox } from '@stopsms/outbox';
import { Database, type Sql, type Tx } from '@stopsms/persistence';
import { failedReceiptRecord, failedReceipts } from '../produces/inbound-mo.failed-receipts.v1';
import { LINKS_SQL, SENT_LINKS } from '../links/links.store';
import { RECEIPTS_SQL, REFUSED_SENDS, SENDS, SENT_PARTS } from './receipts.store';
import { SettleReceipts } from './settle-receipts';

/** The text has left, may have left, or is about to: what was begun counts, because a handset may answer before `submitted`. */
const MAY_HAVE_LEFT = new Set<MessageStatus['status']>(['submitting', 'submitted', 'unknown']);

/** Statuses per statement. */
const MAX_STATUSES = 1_000;

/** Status of a message with its trace; `submitting` means begun. */
type TracedStatus = MessageStatus & { traceparent: string };

/**
 * Records sent messages from the journal and the statuses of dispatchers, in any order: within an attempt the status with more
 * knowledge wins, between equals the first. A replay changes nothing.
 */
@Injectable()
export class RecordSends {
  /** The journal entry of a message and its status usually arrive in one round: stored together, they are one row version. */
  readonly execute = mergeCalls<TracedStatus>((statuses) => this.record(statuses), MAX_STATUSES);

  constructor(
    private readonly database: Database,
    private readonly settleReceipts: SettleReceipts,
    private readonly outbox: Outbox,
  ) {}

  /** @param statuses - of one recipient in their order */
  private async record(statuses: TracedStatus[]): Promise<void> {
    // One that was begun and not sent is stored too: its journal entry may arrive later.
    const begun = latestOf(statuses.filter(isBegun));
    const neverBegun = latestOf(statuses.filter((status) => !isBegun(status)));
    const parts = partsOf(statuses, begun);
    const links = linksOf(statuses);
    const blocks = [...begun, ...neverBegun].filter(({ refusal }) => refusal === 'opted-out');
    // A STOP may wait for this: most batches need one statement.
    if (links.length === 0 && neverBegun.length === 0 && blocks.length === 0)
      await this.store(this.database, begun, parts);
    else {
      await this.database.run(async (tx) => {
        await this.store(tx, begun, parts);
        this.storeLinks(tx, links);
        // Begun by another dispatcher and refused after all: no text reached the person, so no reply can mean it. A late report of
        // what says no more than the row, as of an earlier attempt, proves nothing.
        const refused = { messageId: ({ messageId }: MessageStatus) => messageId, rank: rankOf };
        tx.send(RECEIPTS_SQL.deleteSends, REFUSED_SENDS.of(neverBegun, refused));
        await this.outbox.add(tx, failedReceipts, blocks.map(toFailedReceipt));
      });
    }
    // Receipts that arrived earlier wait for this status; a reply that arrives later must not.
    this.settleReceipts.soon(statuses.flatMap(({ smscIds = [] }) => smscIds));
  }

  private async store(sql: Sql, sends: TracedStatus[], parts: SentPart[]): Promise<void> {
    if (sends.length === 0) return;
    const rows = SENDS.of(sends, {
      messageId: ({ messageId }) => messageId,
      recipientKey: ({ recipientKey }) => recipientKey,
      advertiserId: ({ advertiserId }) => advertiserId,
      campaignId: ({ campaignId }) => campaignId ?? null,
      lane: ({ lane }) => lane,
      provider: ({ provider }) => provider,
      sender: ({ sender }) => sender,
      replyCode: ({ replyCode }) => replyCode ?? null,
      parts: receiptsExpected,
      at: ({ begunAt, at }) => begunAt ?? at,
      isUnknown: ({ status }) => status === 'unknown',
      // A trace that nobody records is not stored: the row is kept for months.
      traceparent: ({ traceparent }) => (isSampled(traceparent) ? traceparent : null),
      rank: rankOf,
      stayed: (send) => !mayHaveLeft(send),
      smscId: (send) => onlyIdOf(send) ?? null,
    });
    await sql.query(RECEIPTS_SQL.recordSends, [...rows, ...SENT_PARTS.of(parts)]);
  }

  private storeLinks(tx: Tx, links: ReturnType<typeof linksOf>): void {
    if (links.length === 0) return;
    tx.send(LINKS_SQL.store, SENT_LINKS.of(links));
  }
}

/**
 * Refusal of a recipient who opted out at the provider, as a receipt. Dispatchers of 0.2.0 publish such a refusal as a status alone;
 * later ones publish it on `dispatcher.operator-opt-outs.v1` too, and suppression records the two as one cause, in either order.
 * Keep this in 0.3 and delete it in 0.4.0, which no dispatcher of 0.2.0 runs beside.
 */
const toFailedReceipt = ({ traceparent, ...status }: TracedStatus) =>
  failedReceiptRecord(
    {
      messageId: status.messageId,
      advertiserId: status.advertiserId,
      ...(status.campaignId !== undefined && { campaignId: status.campaignId }),
      recipientKey: status.recipientKey,
      provider: status.provider,
      smscId: '',
      outcome: 'failed',
      stat: 'REJECTD',
      refusal: 'opted-out',
      at: status.at,
    },
    traceparent,
  );

/** Final receipts that settle a message: one for each id that the operator gave, over HTTP one for all parts. */
const receiptsExpected = ({ status, parts = 0, smscIds = [] }: MessageStatus): number | null =>
  (status === 'submitted' && smscIds.length) || Math.max(parts, smscIds.length) || null;

const mayHaveLeft = ({ status, smscIds = [] }: MessageStatus): boolean =>
  MAY_HAVE_LEFT.has(status) || smscIds.length > 0;

const isBegun = (status: MessageStatus): boolean => mayHaveLeft(status) || status.begunAt !== undefined;

/** A later attempt says more than all of an earlier one. */
const rankOf = ({ attempt, status }: MessageStatus): number => 3 * attempt + knowledgeOf(status);

const linksOf = (statuses: MessageStatus[]) =>
  statuses.flatMap(({ unsubscribe, advertiserId, recipientKey, campaignId = null, at }) => {
    if (!unsubscribe || advertiserId === null) return [];
    const { token, msisdn, language = null } = unsubscribe;
    return [{ token, recipientKey, msisdn, advertiserId, campaignId, language, at }];
  });

interface SentPart {
  provider: string;
  smscId: string;
  messageId: string;
  at: number;
}

/** Merges statuses by message: the fields of the one that says more win, between equals those of the first. */
function latestOf(statuses: TracedStatus[]): TracedStatus[] {
  const byMessage = new Map<string, TracedStatus>();
  for (const status of statuses) {
    const known = byMessage.get(status.messageId);
    const saysLess = known !== undefined && rankOf(status) <= rankOf(known);
    byMessage.set(status.messageId, saysLess ? { ...status, ...known } : { ...known, ...status });
  }
  return [...byMessage.values()];
}

/** The id of a message that one receipt settles; it is in the row of the message. */
const onlyIdOf = (status: MessageStatus): string | undefined =>
  status.smscIds?.length === 1 && receiptsExpected(status) === 1 ? status.smscIds[0] : undefined;

/** Ids that are not in the row of their message; one row per id, since a statement cannot touch a row twice. */
function partsOf(statuses: MessageStatus[], latest: MessageStatus[]): SentPart[] {
  const inRows = new Set(latest.map((status) => partKey(status.messageId, status.provider, onlyIdOf(status))));
  const parts = new Map<string, SentPart>();
  for (const { provider, smscIds, messageId, at } of statuses) {
    for (const smscId of smscIds ?? []) {
      if (inRows.has(partKey(messageId, provider, smscId))) continue;
      parts.set(`${provider} ${smscId}`, { provider, smscId, messageId, at });
    }
  }
  return [...parts.values()];
}

const partKey = (messageId: string, provider: string, smscId = ''): string => `${messageId} ${provider} ${smscId}`;
