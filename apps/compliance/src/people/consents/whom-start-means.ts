import type { Reply } from '@stopsms/contracts';

/** Attribution is this sure of a brand the reply names; of several candidates it is never surer than 0.5. */
const NAMED = 0.9;

/**
 * Returns the advertisers that a START concerns: those it names, else the only one it can be. A STOP meant for one of several is taken
 * for all of them; a START must not be, for it would bring back who was never asked for.
 * @returns `undefined` when several are possible; empty when nobody has the code
 * @see docs/law/opt-outs.md#return
 */
export function whomStartMeans(reply: Pick<Reply, 'advertisers'>): string[] | undefined {
  const named = reply.advertisers.filter(({ confidence }) => confidence >= NAMED);
  const meant = named.length > 0 ? named : reply.advertisers;
  if (named.length === 0 && meant.length > 1) return undefined;
  return [...new Set(meant.map(({ advertiserId }) => advertiserId.toLowerCase()))];
}
