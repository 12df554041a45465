import type { Advertiser } from '@stopsms/contracts';
import { brandsNamed } from './brand-words';

/** The latest text of one advertiser to one recipient from one code. */
export interface RecentSend {
  advertiserId: string;
  /** Sender ID or code shown. */
  sender: string;
  /** Code a reply to it reaches. */
  replyCode: string | null;
  /** Epoch ms. */
  at: number;
}

/** What attribution needs to know of advertisers. */
export interface Accounts {
  get(id: string): Advertiser | undefined;
  withCode(code: string): Advertiser[];
}

export interface Attribution {
  advertisers: { advertiserId: string; confidence: number; evidence: string }[];
  /** False when no recent send tells whom the person means. */
  attributed: boolean;
}

/**
 * Advertisers whose last text to the recipient may be what is answered on `code`: sent from it, answered to it, or by an
 * account that has it, since some operators choose the code from the account's pool themselves.
 */
export function candidatesOn(code: string, sends: readonly RecentSend[], accounts: Accounts): RecentSend[] {
  const latest = new Map<string, RecentSend>();
  for (const send of sends) {
    const onCode =
      send.replyCode === code || send.sender === code || accounts.get(send.advertiserId)?.codes.includes(code);
    const known = latest.get(send.advertiserId);
    if (onCode && (!known || known.at < send.at)) latest.set(send.advertiserId, send);
  }
  return [...latest.values()].sort((a, b) => b.at - a.at);
}

/**
 * For whom a reply is meant: the brand it names, else whoever texted the recipient from that code lately, all of them if
 * several did; nobody did: every advertiser that may show the code, unattributed.
 * @param sends - texts to this recipient within the attribution horizon
 * @see rules.md 6 "Shared code"
 */
export function attribute(
  reply: { text: string; code: string },
  sends: readonly RecentSend[],
  accounts: Accounts,
): Attribution {
  const candidates = candidatesOn(reply.code, sends, accounts);
  const onCode = accounts.withCode(reply.code);
  const named = namedIn(reply.text, candidates, onCode, accounts);
  if (named.length > 0) {
    const advertisers = named.map((advertiserId) => {
      const send = candidates.find((candidate) => candidate.advertiserId === advertiserId);
      const when = send ? describe(send) : 'no recent text from it';
      return { advertiserId, confidence: send ? 1 : 0.9, evidence: `named in the reply; ${when}` };
    });
    return { advertisers, attributed: true };
  }
  if (candidates.length > 0) {
    const confidence = Math.round(100 / candidates.length) / 100;
    const rivals = candidates.length > 1 ? `one of ${candidates.length} that texted this number on this code; ` : '';
    return {
      advertisers: candidates.map((send) => ({
        advertiserId: send.advertiserId,
        confidence,
        evidence: `${rivals}${describe(send)}`,
      })),
      attributed: true,
    };
  }
  const evidence = 'no recent text to this number on this code; the account may show it';
  return { advertisers: onCode.map(({ id }) => ({ advertiserId: id, confidence: 0, evidence })), attributed: false };
}

function namedIn(text: string, candidates: RecentSend[], onCode: Advertiser[], accounts: Accounts): string[] {
  const known = candidates.flatMap(({ advertiserId }) => accounts.get(advertiserId) ?? []);
  const brands = [...new Set([...known, ...onCode])].map(({ id, name, sender }) => ({ of: id, names: [name, sender] }));
  return [...brandsNamed(text, brands)];
}

const describe = ({ at, sender }: RecentSend): string => `last text ${new Date(at).toISOString()} from ${sender}`;
