import type { Tx } from '@stopsms/persistence';
import type { OptOutRequest } from '../opt-out-request';
import { SKEW_MS } from './record-returns';

type Asked = OptOutRequest & { scope: string };

/**
 * What a person wrote may be read by another long after, and its opt-out then begins at the decision. Who came back in
 * between did so after what was read, so there the request is as old as its text, and a return stands against it. Locks
 * what it looks at, so that a return of this very moment waits or is seen.
 */
export async function heedReturns<R extends Asked>(tx: Tx, rows: R[]): Promise<R[]> {
  const late = rows.filter(({ askedAt }) => askedAt !== undefined);
  if (late.length === 0) return rows;
  const returned = await tx.query<{ key: string; scope: string; since: number }>(
    `SELECT o.recipient_key AS key, o.scope, round(extract(epoch FROM o.since) * 1000)::float8 AS since
     FROM opt_out o JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS r(key, scope)) r
       ON o.recipient_key = r.key AND o.scope = r.scope
     WHERE o.state = 'back'
     ORDER BY o.recipient_key COLLATE "C", o.scope COLLATE "C" FOR UPDATE OF o`,
    [late.map(({ recipientKey }) => recipientKey), late.map(({ scope }) => scope)],
  );
  const since = new Map(returned.map((each) => [placeOf(each.key, each.scope), each.since]));
  return rows.map((row) =>
    row.askedAt !== undefined && (since.get(placeOf(row.recipientKey, row.scope)) ?? -Infinity) > row.askedAt + SKEW_MS
      ? { ...row, at: row.askedAt }
      : row,
  );
}

const placeOf = (key: string, scope: string): string => `${key}:${scope}`;
