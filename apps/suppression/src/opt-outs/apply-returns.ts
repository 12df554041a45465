import { optOutKey } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { SKEW_MS } from './latest-acts';
import type { OptOutRequest } from './opt-out-request';
import type { OptOutsSql } from './opt-outs.sql';
import { ENTRIES, OPT_OUTS_SQL } from './opt-outs.store';

type ScopedRequest = OptOutRequest & { scope: string };

interface Return {
  /** Instant of the person's own act; epoch ms. */
  at: number;
  /** Instant of acceptance by our clock; epoch ms. */
  acceptedAt: number;
}

/**
 * Locks the entries of a batch in which the own time of a request is uncertain, so that a return of this very moment waits or is seen.
 * Those of the other requests too: they would be locked after these, out of order.
 */
export async function lockDoubtful(tx: Tx, rows: readonly ScopedRequest[]): Promise<OptOutsSql['lock']['row'][]> {
  const isDoubtful = rows.some(({ askedAt, acceptedAt, at }) => askedAt !== undefined || (acceptedAt ?? at) > at);
  return isDoubtful ? tx.query(OPT_OUTS_SQL.lock, ENTRIES.of(rows)) : [];
}

/**
 * Dates opt-out requests whose own time is uncertain.
 * - Another person classified the reply long after, and its opt-out begins at the decision. A person who came back in between did so after
 *   the text, so there the request is as old as its text, and the return counts.
 * - The operator dates it before a return that we accepted before it. Its clock may be wrong, or the text was delayed for
 *   long; nothing shows which, so the request counts from when it was accepted.
 * @param locked - their entries
 */
export function applyReturns<R extends ScopedRequest>(rows: R[], locked: readonly OptOutsSql['lock']['row'][]): R[] {
  const returns = new Map(
    locked.filter(({ state }) => state === 'back').map((entry) => [optOutKey(entry.recipientKey, entry.scope), entry]),
  );
  return rows.map((row) => ({ ...row, at: instantOf(row, returns.get(optOutKey(row.recipientKey, row.scope))) }));
}

/** Returns when the opt-out begins, epoch ms. */
export function instantOf(
  { at, askedAt, acceptedAt }: Pick<OptOutRequest, 'at' | 'askedAt' | 'acceptedAt'>,
  returned: Return | undefined,
): number {
  if (!returned) return at;
  if (askedAt !== undefined) return returned.at > askedAt + SKEW_MS ? askedAt : at;
  return acceptedAt !== undefined && acceptedAt >= returned.acceptedAt ? Math.max(at, acceptedAt) : at;
}
