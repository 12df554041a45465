import type { Tx } from '@stopsms/persistence';
import type { OptOutRequest } from './opt-out-request';
import { SKEW_MS } from './latest-acts';

type Asked = OptOutRequest & { scope: string };

interface Return {
  key: string;
  scope: string;
  /** Of the person's own act; epoch ms. */
  at: number;
  /** By our clock; epoch ms. */
  acceptedAt: number;
}

/**
 * Dates requests to be left alone whose own time says less than they do. Locks what it looks at, so that a return of this
 * very moment waits or is seen.
 * - Another person read it long after, and its opt-out begins at the decision. Who came back in between did so after the
 *   text, so there the request is as old as its text, and the return counts.
 * - The operator dates it before a return that we accepted before it. Its clock may be wrong, or the text was on its way for
 *   long; nothing shows which, so the request counts from when it was accepted.
 */
export async function applyReturns<R extends Asked>(tx: Tx, rows: R[]): Promise<R[]> {
  const doubtful = rows.filter(({ askedAt, acceptedAt, at }) => askedAt !== undefined || (acceptedAt ?? at) > at);
  if (doubtful.length === 0) return rows;
  const known = await tx.query<Return & { state: string }>(
    `SELECT o.recipient_key AS key, o.scope, o.state, round(extract(epoch FROM o.since) * 1000)::float8 AS at,
       round(extract(epoch FROM coalesce(o.accepted_at, o.since)) * 1000)::float8 AS "acceptedAt"
     FROM opt_out o JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS r(key, scope)) r
       ON o.recipient_key = r.key AND o.scope = r.scope
     ORDER BY o.recipient_key COLLATE "C", o.scope COLLATE "C" FOR UPDATE OF o`,
    [doubtful.map(({ recipientKey }) => recipientKey), doubtful.map(({ scope }) => scope)],
  );
  const returns = new Map(
    known.filter(({ state }) => state === 'back').map((each) => [placeOf(each.key, each.scope), each]),
  );
  return rows.map((row) => ({ ...row, at: instantOf(row, returns.get(placeOf(row.recipientKey, row.scope))) }));
}

/** @returns when the opt-out begins, epoch ms */
export function instantOf(
  { at, askedAt, acceptedAt }: Pick<OptOutRequest, 'at' | 'askedAt' | 'acceptedAt'>,
  returned: Pick<Return, 'at' | 'acceptedAt'> | undefined,
): number {
  if (!returned) return at;
  if (askedAt !== undefined) return returned.at > askedAt + SKEW_MS ? askedAt : at;
  return acceptedAt !== undefined && acceptedAt >= returned.acceptedAt ? Math.max(at, acceptedAt) : at;
}

const placeOf = (key: string, scope: string): string => `${key}:${scope}`;
