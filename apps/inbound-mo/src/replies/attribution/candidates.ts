// Who may be meant by a reply to a code: those whose texts reached the person, by what the ledger knows of the code shown.

import type { Advertiser } from '@stopsms/contracts';
import type { RecentSend } from '../../receipts/recent-send';

/** Advertisers, as attribution reads them. */
export interface Accounts {
  get(id: string): Advertiser | undefined;
  withCode(code: string): Advertiser[];
}

/** `shown`: the text bore this code, or may have. `pool`: it bore another of the account's codes, as far as we know. */
export interface Candidate {
  readonly send: RecentSend;
  readonly by: 'shown' | 'pool';
}

/**
 * Advertisers whose last text to the recipient may be what is answered on `code`. Some operators choose the code from the
 * account's pool themselves, so an account that has the code counts too, but only where nobody's text is known to have
 * shown it: the person answered what they saw.
 * @returns the latest text of each, latest first
 */
export function candidatesOn(code: string, sends: readonly RecentSend[], accounts: Accounts): Candidate[] {
  const latest = new Map<string, Candidate>();
  for (const send of sends) {
    const by = codeMatch(code, send, accounts);
    if (!by) continue;
    const known = latest.get(send.advertiserId);
    const better = !known || (known.by === by ? known.send.at < send.at : by === 'shown');
    if (better) latest.set(send.advertiserId, { send, by });
  }
  const all = [...latest.values()].sort((a, b) => b.send.at - a.send.at);
  const shown = all.filter(({ by }) => by === 'shown');
  return shown.length > 0 ? shown : all;
}

function codeMatch(code: string, send: RecentSend, accounts: Accounts): Candidate['by'] | undefined {
  if (send.replyCode === code || send.sender === code) return 'shown';
  if (!accounts.get(send.advertiserId)?.codes.includes(code)) return undefined;
  return send.replyCode === null ? 'shown' : 'pool';
}
