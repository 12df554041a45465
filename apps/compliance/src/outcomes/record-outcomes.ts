import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import { countRight } from '../trust/count-right';
import { NoticeViolations } from './notice-violations';

/** Something that happened to a message after it was cleared. */
export interface Outcome {
  messageId: string;
  /** What happened, e.g. `1:submitted` or `receipt`: the first of its kind is kept. */
  key: string;
  value: object;
  /** No other attempt can follow, so the request's number and text are no longer needed. */
  isLast: boolean;
}

/** Adds what became of messages to their proofs. Messages that were not decided here are not ours to prove. */
@Injectable()
export class RecordOutcomes {
  constructor(
    private readonly database: Database,
    private readonly violations: NoticeViolations,
  ) {}

  /** @param statuses - those the outcomes were taken from, if they were */
  async execute(outcomes: Outcome[], statuses: readonly MessageStatus[] = []): Promise<void> {
    const merged = mergeByMessage(outcomes);
    if (merged.length === 0) return;
    const ids = merged.map(({ messageId }) => messageId);
    await this.database.run(async (tx) => {
      // Statuses and receipts of the same messages come on two topics at once: locked in one order, they do not deadlock.
      tx.send('SELECT 1 FROM message WHERE message_id = ANY($1::uuid[]) ORDER BY message_id FOR UPDATE', [ids]);
      await this.violations.execute(tx, statuses);
      countRight(tx, statuses);
      tx.send(
        `WITH changed AS (
           UPDATE message m SET outcomes = o.outcomes || m.outcomes, request = CASE WHEN NOT o.is_last THEN m.request END
           FROM unnest($1::uuid[], $2::jsonb[], $3::bool[]) AS o(id, outcomes, is_last)
           WHERE m.message_id = o.id RETURNING m.message_id
         )
         INSERT INTO proof_queue SELECT message_id FROM changed`,
        [ids, merged.map(({ byKey }) => JSON.stringify(byKey)), merged.map(({ isLast }) => isLast)],
      );
    });
  }
}

interface Merged {
  messageId: string;
  byKey: Record<string, object>;
  isLast: boolean;
}

function mergeByMessage(outcomes: Outcome[]): Merged[] {
  const merged = new Map<string, Merged>();
  for (const { messageId, key, value, isLast } of outcomes) {
    const entry = merged.get(messageId) ?? { messageId, byKey: {}, isLast: false };
    merged.set(messageId, { messageId, byKey: { [key]: value, ...entry.byKey }, isLast: entry.isLast || isLast });
  }
  return [...merged.values()];
}
