import { deterministicId } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { OptOutRequest } from './opt-out-request';

/**
 * Names undated rows of a list anew where the person came back since: the same row is then another cause, once for each
 * return, however often the list is given. Locks what it looks at, in the order in which opt-outs are.
 */
export async function renewUndated(tx: Tx, requests: OptOutRequest[]): Promise<OptOutRequest[]> {
  const undated = requests.filter(({ isUndated }) => isUndated);
  if (undated.length === 0) return requests;
  const places = undated.flatMap(({ recipientKey, scopes }) => scopes.map((scope) => ({ recipientKey, scope })));
  const known = await tx.query<{ key: string; scope: string; episodeId: string; state: string }>(
    `SELECT o.recipient_key AS key, o.scope, o.episode_id AS "episodeId", o.state
     FROM opt_out o JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::text[]) AS r(key, scope)) r
       ON o.recipient_key = r.key AND o.scope = r.scope
     ORDER BY o.recipient_key COLLATE "C", o.scope COLLATE "C" FOR UPDATE OF o`,
    [places.map(({ recipientKey }) => recipientKey), places.map(({ scope }) => scope)],
  );
  const ended = new Map(
    known.filter(({ state }) => state === 'back').map(({ key, scope, episodeId }) => [`${key}:${scope}`, episodeId]),
  );
  return requests.map((request) => {
    const { recipientKey, scopes, causeId, isUndated } = request;
    const episodes = scopes.flatMap((scope) => ended.get(`${recipientKey}:${scope}`) ?? []);
    if (!isUndated || episodes.length === 0) return request;
    const renewed = deterministicId('undated-again', causeId, ...episodes);
    return { ...request, causeId: renewed, evidenceId: renewed };
  });
}
