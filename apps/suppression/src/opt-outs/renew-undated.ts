import { optOutKey } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { OptOutRequest } from './opt-out-request';
import { ENTRIES, OPT_OUTS_SQL } from './opt-outs.store';

/**
 * Gives undated rows of a list a new cause where the person came back since: the same row is then another cause, once for each
 * return, however often the list is imported. Locks the entries of the whole batch, in the order in which opt-outs are locked.
 */
export async function renewUndated(tx: Tx, requests: OptOutRequest[]): Promise<OptOutRequest[]> {
  if (!requests.some(({ isUndated }) => isUndated)) return requests;
  const entries = requests.flatMap(({ recipientKey, scopes }) => scopes.map((scope) => ({ recipientKey, scope })));
  const locked = await tx.query(OPT_OUTS_SQL.lock, ENTRIES.of(entries));
  const ended = new Map(
    locked
      .filter(({ state }) => state === 'back')
      .map(({ recipientKey, scope, episodeId }) => [optOutKey(recipientKey, scope), episodeId]),
  );
  return requests.map((request) => {
    const { recipientKey, scopes, causeId, isUndated } = request;
    const episodes = scopes.flatMap((scope) => ended.get(optOutKey(recipientKey, scope)) ?? []);
    if (!isUndated || episodes.length === 0) return request;
    const renewed = deterministicId('undated-again', causeId, ...episodes);
    return { ...request, causeId: renewed };
  });
}
