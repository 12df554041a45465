import type { RecipientKeys } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import { daysAfter, stretches } from '../facts/stretches';
import type { MessageFacts } from '../message-facts';
import type { StoredFact } from '../facts/facts-of';
import type { SealedAct } from '../sealing/act-leaf';
import { storedAct } from './stored-act';
import { AUDIT_EVENTS_SQL } from './audit-events.store';

export interface Acts {
  acts: SealedAct[];
  kept: StoredFact[];
}

/** A campaign is made, and its text shown, so many days before its messages at most. */
const DAYS_BEFORE = 60;
/** Maximum for one message; the first are those that made it leave. */
const MOST = 50;

/** Finds the audit events that concern these messages, first to last: on their campaign, on the reviews of their text, on themselves. */
export async function findActs(
  sql: Sql,
  keys: RecipientKeys,
  messages: readonly MessageFacts[],
  today: string,
): Promise<Map<string, Acts>> {
  const found = new Map<string, Acts>(messages.map(({ messageId }) => [messageId, { acts: [], kept: [] }]));
  const days = messages.map(({ request }) => request.requestedAt.slice(0, 10)).sort();
  const [first] = days;
  if (first === undefined) return found;
  const wanted = [...new Set(messages.flatMap(resourcesOf))];
  for (const [from, to] of stretches(daysAfter(first, -DAYS_BEFORE), today)) {
    const rows = await sql.query(AUDIT_EVENTS_SQL.actsOn, [wanted, from, to]);
    for (const { act, kept } of rows.map((row) => storedAct(row, keys))) {
      for (const message of messages.filter((each) => concerns(act, each))) {
        const of = found.get(message.messageId);
        if (!of || of.acts.length >= MOST) continue;
        of.acts.push(act);
        of.kept.push(kept);
      }
    }
  }
  return found;
}

const resourcesOf = ({ messageId, request, decisions }: MessageFacts): string[] => [
  messageId,
  ...(request.campaignId === null ? [] : [request.campaignId]),
  ...decisions.flatMap(({ review }) => (review ? [review.id] : [])),
];

const concerns = ({ on }: SealedAct, message: MessageFacts): boolean => {
  const ids = resourcesOf(message);
  return on.resources.some(({ id }) => ids.includes(id));
};
