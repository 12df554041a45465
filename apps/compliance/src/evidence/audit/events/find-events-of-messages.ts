import type { RecipientKeys } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import { daysAfter, stretches } from '../../facts/stretches';
import type { MessageFacts } from '../../facts/message-facts';
import type { StoredFact } from '../../facts/facts-of';
import type { SealedAuditEvent } from '../../trees/audit-event-leaf';
import { storedAuditEvent } from './stored-audit-event';
import { AUDIT_EVENTS_SQL } from './audit-events.store';

export interface MessageEvents {
  events: SealedAuditEvent[];
  kept: StoredFact[];
}

/** A campaign is made, and its text shown, so many days before its messages at most. */
const DAYS_BEFORE = 60;
/** Maximum for one message; the first are those that made it leave. */
const MOST = 50;

/** Finds the audit events that concern these messages, first to last: on their campaign, on the reviews of their text, on themselves. */
export async function findEventsOfMessages(
  sql: Sql,
  keys: RecipientKeys,
  messages: readonly MessageFacts[],
  today: string,
): Promise<Map<string, MessageEvents>> {
  const found = new Map<string, MessageEvents>(messages.map(({ messageId }) => [messageId, { events: [], kept: [] }]));
  const days = messages.map(({ request }) => request.requestedAt.slice(0, 10)).sort();
  const [first] = days;
  if (first === undefined) return found;
  const wanted = [...new Set(messages.flatMap(resourcesOf))];
  for (const [from, to] of stretches(daysAfter(first, -DAYS_BEFORE), today)) {
    const rows = await sql.query(AUDIT_EVENTS_SQL.eventsOn, [wanted, from, to]);
    for (const { sealed: event, kept } of rows.map((row) => storedAuditEvent(row, keys))) {
      for (const message of messages.filter((each) => concerns(event, each))) {
        const of = found.get(message.messageId);
        if (!of || of.events.length >= MOST) continue;
        of.events.push(event);
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

const concerns = ({ on }: SealedAuditEvent, message: MessageFacts): boolean => {
  const ids = resourcesOf(message);
  return on.resources.some(({ id }) => ids.includes(id));
};
