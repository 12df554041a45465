import { Inject, Injectable } from '@nestjs/common';
import { mergeCalls } from '@stopsms/messaging';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { type Outcome, PublishOutcomes } from './publish-outcomes';
import type { ReceiptsSql } from './receipts.sql';
import { JOIN_LIMIT, OUTCOMES, PART_STATES, RECEIPTS_SQL } from './receipts.store';

/** A receipt with the message that it is about. */
export type Matched = Omit<ReceiptsSql['takeOf']['row'], 'isPart'>;

/**
 * Joins waiting receipts to the messages they are about: receipts that came before the status of their message, and those of messages
 * with several ids. A message is settled once: failed with its first failed part, delivered when every part is.
 */
@Injectable()
export class SettleReceipts {
  /**
   * The lock below lets one settle at a time: what comes meanwhile goes together, on one connection. Nobody waits for it,
   * and a join of ten receipts costs as much as one of a hundred. A receipt and the status of its message, which is stored in rounds
   * of 300 ms, are usually in one call.
   */
  private readonly merged = mergeCalls<string>((smscIds) => this.execute(smscIds), JOIN_LIMIT, 1, 300);

  constructor(
    private readonly database: Database,
    private readonly outcomes: PublishOutcomes,
    private readonly metrics: InboundMoMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Settles receipts with these operator ids in the background; what a failure leaves is taken by the next run of the job. */
  soon(smscIds: string[]): void {
    if (smscIds.length === 0) return;
    this.merged(smscIds).catch((error: unknown) => {
      this.log.warn({ err: error }, 'Receipts are stored and not joined yet; trying again soon');
    });
  }

  /** @param smscIds - only receipts with these operator ids; every waiting one when absent */
  async execute(smscIds?: string[]): Promise<void> {
    if (smscIds && !(await this.isJoinable(smscIds))) return;
    while ((await this.settleSome(smscIds)) === JOIN_LIMIT);
  }

  /** Settles messages that have one id. @returns outcomes in the order of the receipts; the first receipt of a message wins */
  async settleWhole(tx: Tx, matched: readonly Matched[]): Promise<Outcome[]> {
    const first = firstOf(matched, ({ messageId }) => messageId);
    if (first.size === 0) return [];
    const rows = await tx.query(
      RECEIPTS_SQL.settleWhole,
      OUTCOMES.of([...first.values()], {
        messageId: ({ messageId }) => messageId,
        outcome: ({ stat }) => (stat === 'DELIVRD' ? 'delivered' : 'failed'),
      }),
    );
    const settled = new Map(rows.map((row) => [row.messageId, row]));
    return [...first.values()].flatMap(({ provider, smscId, stat, error, at, messageId }) => {
      const message = settled.get(messageId);
      return message ? [{ ...message, provider, smscId, stat, error, at }] : [];
    });
  }

  /** Most receipts come before the status of their message: then no transaction is needed yet. */
  private async isJoinable(smscIds: string[]): Promise<boolean> {
    const [found] = await this.database.query(RECEIPTS_SQL.isJoinable, [smscIds]);
    return found?.isJoinable === true;
  }

  private async settleSome(smscIds: string[] | undefined): Promise<number> {
    const { joined, fresh } = await this.database.run(async (tx) => {
      tx.send(RECEIPTS_SQL.lockSettling);
      const matched = await (smscIds ? tx.query(RECEIPTS_SQL.takeOf, [smscIds]) : tx.query(RECEIPTS_SQL.takeAny));
      const parts = await this.markParts(
        tx,
        matched.filter(({ isPart }) => isPart),
      );
      const ofParts = await this.settle(tx, parts);
      const whole = await this.settleWhole(
        tx,
        matched.filter(({ isPart }) => !isPart),
      );
      await this.outcomes.execute(tx, [...ofParts, ...whole]);
      return { joined: matched.length, fresh: parts.length + whole.length };
    });
    this.metrics.receipts.inc({ outcome: 'late' }, joined - fresh);
    return joined;
  }

  /** The first final state of a part wins; returns the parts that had none. */
  private async markParts(tx: Tx, matched: Matched[]): Promise<{ messageId: string }[]> {
    const first = firstOf(matched, ({ provider, smscId }) => `${provider} ${smscId}`);
    if (first.size === 0) return [];
    return tx.query(RECEIPTS_SQL.markParts, PART_STATES.of([...first.values()]));
  }

  /** The part that settles a message is its first failed one, else its last delivered one. */
  private async settle(tx: Tx, parts: { messageId: string }[]): Promise<Outcome[]> {
    if (parts.length === 0) return [];
    return tx.query(RECEIPTS_SQL.settle, [[...new Set(parts.map(({ messageId }) => messageId))]]);
  }
}

function firstOf(matched: readonly Matched[], keyOf: (receipt: Matched) => string): Map<string, Matched> {
  const first = new Map<string, Matched>();
  for (const receipt of matched) {
    const key = keyOf(receipt);
    if (!first.has(key)) first.set(key, receipt);
  }
  return first;
}
