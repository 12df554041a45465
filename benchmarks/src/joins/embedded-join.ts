import { type MessageStatus, type Receipt, knowledgeOf } from '@stopsms/contracts';
import type { Batch, Publish, RawReceipt } from './join';
import type { Changes, OrderedStore } from './stores/ordered-store';

// Keys of one partition's store. A message is found by its recipient, a part by the operator's id, and both by their day for expiry:
//   s!<recipient key>!<message id>   message: what replies and receipts need of it
//   p!<provider>!<operator's id>     part: its message, and its final state
//   w!<provider>!<operator's id>     receipt that waits for the status with its id
//   f!<recipient key>                number whose last receipt was a failure
//   d!<day>!<topic>!<offset>         keys that a record wrote, deleted with their day
//   o!<topic>                        next offset: written with what the records before it caused
const END = '\u007f';
const DAY_MS = 86_400_000;

export interface SentMessage {
  advertiserId: string | null;
  campaignId?: string;
  lane: string;
  provider: string;
  sender: string;
  replyCode?: string;
  parts: number;
  at: number;
  rank: number;
  delivered: number;
  outcome?: 'delivered' | 'failed';
}

interface SentPart {
  message: string;
  smscId: string;
  stat?: string;
}

const messageKey = ({ recipientKey, messageId }: { recipientKey: string; messageId: string }) =>
  `s!${recipientKey}!${messageId}`;
const partKey = (provider: string, smscId: string) => `p!${provider}!${smscId.toLowerCase().replace(/^0+/, '')}`;
const waitingKey = (part: string) => `w${part.slice(1)}`;
const dayOf = (at: number) => String(Math.floor(at / DAY_MS)).padStart(6, '0');
const rankOf = ({ attempt, status }: MessageStatus): number => 3 * attempt + knowledgeOf(status);

/** Join of one partition in an embedded store: each batch is one transaction, with the offset behind it. */
export class EmbeddedJoin {
  /** Receipts that wait: most batches need not look for one. */
  private waiting: number | undefined;

  constructor(
    private readonly store: OrderedStore,
    private readonly publish: Publish,
  ) {}

  /** Records texts that may have left, by journal or status; the status with more knowledge wins. */
  async record(topic: string, { offset, values }: Batch<MessageStatus>): Promise<void> {
    const keys = values.map(messageKey);
    const known = await this.store.getMany(keys);
    const changes: Changes = { puts: [] };
    const written: string[] = [];
    values.forEach((status, n) => {
      const before = known[n] === undefined ? undefined : (JSON.parse(known[n]) as SentMessage);
      if (before && before.rank >= rankOf(status)) return;
      changes.puts.push([keys[n] ?? '', JSON.stringify(merged(before, status))]);
      if (!before) written.push(keys[n] ?? '');
    });
    for (const status of values) {
      for (const smscId of status.smscIds ?? []) {
        const key = partKey(status.provider, smscId);
        const part: SentPart = { message: messageKey(status), smscId };
        changes.puts.push([key, JSON.stringify(part)]);
        written.push(key);
      }
    }
    if (written.length > 0) changes.puts.push([`d!${dayOf(values[0]?.at ?? 0)}!${topic}!${offset}`, written.join(' ')]);
    changes.puts.push([`o!${topic}`, String(offset + 1)]);
    await this.store.write(changes);
    await this.settleWaiting(values);
  }

  /** Joins receipts; their outcomes are published before the offset behind them is written, so that none is lost. */
  async settle({ offset, values }: Omit<Batch<RawReceipt>, 'partition'>, deletes: string[] = []): Promise<void> {
    const partKeys = values.map(({ provider, smscId }) => partKey(provider, smscId));
    const parts = (await this.store.getMany(partKeys)).map((row) => row && (JSON.parse(row) as SentPart));
    const messageKeys = [...new Set(parts.flatMap((part) => (part && !part.stat ? [part.message] : [])))];
    const rows = await this.store.getMany(messageKeys);
    const messages = new Map(
      messageKeys.flatMap((key, n) => (rows[n] === undefined ? [] : [[key, JSON.parse(rows[n]) as SentMessage]])),
    );
    const changes: Changes = { puts: [], deletes };
    const settled: Receipt[] = [];
    values.forEach((receipt, n) => {
      const [part, key = ''] = [parts[n], partKeys[n]];
      if (!part) {
        changes.puts.push([waitingKey(key), JSON.stringify(receipt)]);
        this.waiting = (this.waiting ?? 0) + 1;
        return;
      }
      const message = messages.get(part.message);
      if (part.stat || !message) return;
      part.stat = receipt.stat;
      changes.puts.push([key, JSON.stringify(part)]);
      const outcome = settles(message, receipt);
      changes.puts.push([part.message, JSON.stringify(message)]);
      if (outcome) settled.push(receiptOf(part, message, receipt, outcome));
    });
    await this.trackFailures(settled, changes);
    if (settled.length > 0) await this.publish(settled);
    if (offset >= 0) changes.puts.push(['o!receipts', String(offset + 1)]);
    await this.store.write(changes);
  }

  /** Texts to a recipient. */
  async sendsTo(recipientKey: string): Promise<SentMessage[]> {
    const rows = await this.store.range(`s!${recipientKey}!`, `s!${recipientKey}!${END}`);
    return rows.map(([, row]) => JSON.parse(row) as SentMessage);
  }

  /** Deletes what records of days before `at` wrote, in transactions of one record. @returns deleted rows */
  async expire(at: number): Promise<number> {
    const lists = await this.store.range('d!', `d!${dayOf(at)}!`);
    let deleted = 0;
    for (const [key, written] of lists) {
      const keys = written.split(' ');
      deleted += keys.length;
      await this.store.write({ puts: [], deletes: [...keys, key] });
    }
    return deleted;
  }

  /** Joins receipts that came before these statuses, and deletes them with what they cause. */
  private async settleWaiting(statuses: MessageStatus[]): Promise<void> {
    this.waiting ??= (await this.store.range('w!', `w!${END}`)).length;
    if (this.waiting === 0) return;
    const keys = statuses.flatMap(({ provider, smscIds = [] }) =>
      smscIds.map((smscId) => waitingKey(partKey(provider, smscId))),
    );
    const found = await this.store.getMany(keys);
    const early = found.flatMap((row) => (row === undefined ? [] : [JSON.parse(row) as RawReceipt]));
    if (early.length === 0) return;
    await this.settle(
      { offset: -1, values: early },
      keys.filter((_, n) => found[n] !== undefined),
    );
    this.waiting -= early.length;
  }

  /** Keeps the numbers whose last receipt was a failure. */
  private async trackFailures(settled: Receipt[], changes: Changes): Promise<void> {
    const keys = settled.map(({ recipientKey }) => `f!${recipientKey}`);
    const failing = await this.store.getMany(keys);
    settled.forEach(({ outcome, at }, n) => {
      if (outcome === 'failed') changes.puts.push([keys[n] ?? '', String(at)]);
      else if (failing[n] !== undefined) changes.deletes?.push(keys[n] ?? '');
    });
  }
}

function merged(before: SentMessage | undefined, status: MessageStatus): SentMessage {
  const { advertiserId, campaignId, lane, provider, sender, replyCode, smscIds = [], begunAt, at } = status;
  return {
    ...{ advertiserId, lane, provider, sender },
    ...(campaignId !== undefined && { campaignId }),
    ...(replyCode !== undefined && { replyCode }),
    parts: smscIds.length || (before?.parts ?? 1),
    at: before?.at ?? begunAt ?? at,
    rank: rankOf(status),
    delivered: before?.delivered ?? 0,
    ...(before?.outcome && { outcome: before.outcome }),
  };
}

/** Counts a receipt of a part. @returns the outcome if it settles the message */
function settles(message: SentMessage, { stat }: RawReceipt): SentMessage['outcome'] {
  if (message.outcome) return undefined;
  if (stat === 'DELIVRD') message.delivered += 1;
  const outcome = stat === 'DELIVRD' ? message.delivered >= message.parts && 'delivered' : 'failed';
  if (!outcome) return undefined;
  message.outcome = outcome;
  return outcome;
}

function receiptOf(
  part: SentPart,
  message: SentMessage,
  { stat, error, at }: RawReceipt,
  outcome: Receipt['outcome'],
): Receipt {
  const [, recipientKey = '', messageId = ''] = part.message.split('!');
  const { advertiserId, campaignId, provider } = message;
  return {
    ...{ messageId, advertiserId, recipientKey, provider, smscId: part.smscId, outcome, stat, at },
    ...(campaignId !== undefined && { campaignId }),
    ...(error !== undefined && { error }),
  };
}
