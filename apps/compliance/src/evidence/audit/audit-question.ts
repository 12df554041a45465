import { RecipientKeys, dayOf } from '@stopsms/kernel';

export const RESULTS = ['done', 'refused', 'failed', 'unknown'] as const;

/** Filter of audit events; absent fields match all. Instants in epoch ms. */
export interface AuditQuestion {
  /** Subject or name of a person, name or id of a key. */
  actor?: string | undefined;
  advertiserId?: string | undefined;
  /** Id of anything that it was done to. */
  resource?: string | undefined;
  recipientKey?: string | undefined;
  service?: string | undefined;
  operation?: string | undefined;
  kind?: 'act' | 'look' | undefined;
  /** `unknown`: it began, and its end was not reported. */
  result?: (typeof RESULTS)[number] | undefined;
  from: number;
  /** Exclusive. */
  to: number;
}

const STATUSES = { done: [100, 399], refused: [400, 499], failed: [500, 599] } as const;

/** Parameters of AUDIT_EVENTS_SQL.search, up to the page. */
export function paramsOf(question: AuditQuestion, keys: RecipientKeys) {
  const { actor, advertiserId, resource, recipientKey, service, operation, kind, result, from, to } = question;
  const [least, most] = result === undefined || result === 'unknown' ? [null, null] : STATUSES[result];
  const recipients = recipientKey === undefined ? null : formsOf(recipientKey, keys);
  return [
    ...([dayOf(from), dayOf(Math.max(from, to - 1)), from, to, actor ?? null, advertiserId ?? null] as const),
    ...([resource ?? null, recipients, service ?? null, operation ?? null, kind ?? null] as const),
    ...([result === 'unknown', least, most] as const),
  ] as const;
}

/** An event keeps the key with which it was made. */
const formsOf = (recipientKey: string, keys: RecipientKeys): string[] =>
  Array.from({ length: keys.generation + 1 }, (_, generation) => keys.inGeneration(recipientKey, generation));
