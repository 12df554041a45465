import { RecipientKeys, dayOf } from '@stopsms/kernel';

export const RESULTS = ['done', 'refused', 'failed', 'unknown'] as const;

/** Which events are looked for; what is absent does not matter. Instants in epoch ms. */
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
  /** `unknown`: it began, and nobody has told how it ended. */
  result?: (typeof RESULTS)[number] | undefined;
  from: number;
  /** Exclusive. */
  to: number;
}

const STATUSES = { done: [100, 399], refused: [400, 499], failed: [500, 599] } as const;

/**
 * Of `audit_event e`: each act once, as it ended, or as it began while nobody has told how.
 * @returns a condition, and the values of its placeholders
 */
export function conditionOf(question: AuditQuestion, keys: RecipientKeys): { where: string; values: unknown[] } {
  const { actor, advertiserId, resource, recipientKey, service, operation, kind, result, from, to } = question;
  const values: unknown[] = [dayOf(from), dayOf(Math.max(from, to - 1)), from, to];
  const conditions = [
    'e.day BETWEEN $1 AND $2 AND e.at >= to_timestamp($3::float8 / 1000.0) AND e.at < to_timestamp($4::float8 / 1000.0)',
    result === 'unknown' ? `NOT e.ended AND ${NOT_ENDED}` : `(e.ended OR ${NOT_ENDED})`,
  ];
  const must = (condition: (placeholder: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  must((at) => `e.actors @> ARRAY[${at}::text]`, actor);
  must((at) => `e.advertiser_id = ${at}`, advertiserId);
  must((at) => `e.resources @> ARRAY[${at}::text]`, resource);
  must((at) => `e.recipients && ${at}::text[]`, recipientKey === undefined ? undefined : formsOf(recipientKey, keys));
  must((at) => `e.service = ${at}`, service);
  must((at) => `e.operation = ${at}`, operation);
  must((at) => `e.kind = ${at}`, kind);
  if (result !== undefined && result !== 'unknown') {
    const [least, most] = STATUSES[result];
    conditions.push(`e.status BETWEEN ${least} AND ${most}`);
  }
  return { where: conditions.join(' AND '), values };
}

const NOT_ENDED = `NOT EXISTS (SELECT FROM audit_event d WHERE d.id = e.id AND d.ended AND d.day BETWEEN e.day AND e.day + 1)`;

/** An event keeps the key with which it was made. */
const formsOf = (recipientKey: string, keys: RecipientKeys): string[] =>
  Array.from({ length: keys.generation + 1 }, (_, generation) => keys.inGeneration(recipientKey, generation));
