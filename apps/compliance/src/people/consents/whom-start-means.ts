import type { Reply } from '@stopsms/contracts';

/** Attribution is this sure of a brand the reply names; of several candidates it is never surer than 0.5. */
const NAMED = 0.9;

/**
 * Returns the advertisers that a START concerns: those it names, else the only possible one. A STOP for one of several applies to all of
 * them; a START must not, because it would renew advertisers that the person never asked for. @returns `undefined` if several are possible;
 * empty if no advertiser has the code @see docs/law/opt-outs.md#return
 */
export function whomStartMeans(reply: Pick<Reply, 'advertisers'>): string[] | undefined {
  const named = reply.advertisers.filter(({ confidence }) => confidence >= NAMED);
  const meant = named.length > 0 ? named : reply.advertisers;
  if (named.length === 0 && meant.length > 1) return undefined;
  return [...new Set(meant.map(({ advertiserId }) => advertiserId.toLowerCase()))];
}
