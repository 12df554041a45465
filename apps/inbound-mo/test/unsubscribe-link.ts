import type { Advertiser } from '@stopsms/contracts';
import { type Bed, submitted } from './bed';

/** Beginning of every token of these tests. */
export const TOKEN_START = 'Ab3dE9xK12z-';

let tokens = 0;
/** Has a text sent with an unsubscribe link of its own, and gives the link's path. */
export async function linkSent(
  bed: Bed,
  advertiser: Advertiser,
  msisdn: string,
  { at = Date.now(), language }: { at?: number; language?: string } = {},
): Promise<string> {
  tokens += 1;
  const token = `${TOKEN_START}${tokens}`;
  const unsubscribe = { token, msisdn, ...(language !== undefined && { language }) };
  await bed.statuses([submitted(msisdn, advertiser, { sender: 'ACME', unsubscribe, at })]);
  return `/u/${token}`;
}
