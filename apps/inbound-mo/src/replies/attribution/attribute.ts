import type { Advertiser } from '@stopsms/contracts';
import { type Naming, brandsNamed } from './brand-words';
import type { RecentSend } from '../../receipts/recent-send';
import { type Accounts, type Candidate, candidatesOn } from './candidates';

interface Attribution {
  advertisers: { advertiserId: string; confidence: number; evidence: string }[];
  /** False if no recent text shows which advertiser the person means. */
  attributed: boolean;
}

/** Confidence of a named brand, by whether its advertiser texted the person. Several unnamed candidates get at most 0.5. */
const CONFIDENCE: Readonly<Record<Naming, { texted: number; silent: number }>> = {
  whole: { texted: 1, silent: 0.9 },
  mistyped: { texted: 0.95, silent: 0.8 },
};
/** The text bore another code, as far as we know; the operator may have chosen. */
const POOL_CONFIDENCE = 0.9;

/**
 * Attributes a reply: to the brand that it names, else to each advertiser that texted the recipient from that code recently; if
 * there is none, to every advertiser that may show the code, unattributed.
 * @param sends - texts to this recipient within the attribution horizon
 * @param origin - text to this recipient that the reply answers, as its operator says: an advert settles a shared code. A text that is none
 *   bears no mention, so adverts before it may be meant as well
 * @see docs/law/opt-outs.md#shared-codes
 */
export function attribute(
  reply: { text: string; code: string },
  sends: readonly RecentSend[],
  accounts: Accounts,
  origin?: RecentSend,
): Attribution {
  const candidates = candidatesOn(reply.code, sends, accounts);
  const onCode = accounts.withCode(reply.code);
  const named = namedIn(reply.text, sends, onCode, accounts);
  if (named.size > 0) {
    const advertisers = [...named].map((each) => byName(each, reply.code, sends));
    return {
      advertisers: [...advertisers, ...(origin && !named.has(origin.advertiserId) ? [byOrigin(origin)] : [])],
      attributed: true,
    };
  }
  if (origin) {
    const advertisers = new Set(sends.flatMap(({ advertiserId, advertAt }) => (advertAt ? advertiserId : [])));
    const isOther = ({ advertiserId: id }: RecentSend) => id !== origin.advertiserId && advertisers.has(id);
    const others = origin.advertAt ? [] : candidates.filter(({ send }) => isOther(send));
    return { advertisers: [byOrigin(origin), ...others.map((each) => byText(each, candidates))], attributed: true };
  }
  if (candidates.length > 0)
    return { advertisers: candidates.map((each) => byText(each, candidates)), attributed: true };
  const evidence = 'no recent text to this number on this code; the account may show it';
  return { advertisers: onCode.map(({ id }) => ({ advertiserId: id, confidence: 0, evidence })), attributed: false };
}

type Meant = Attribution['advertisers'][number];

function byName([advertiserId, how]: [string, Naming], code: string, sends: readonly RecentSend[]): Meant {
  const texts = sends.filter((send) => send.advertiserId === advertiserId).sort((a, b) => b.at - a.at);
  const send = texts.find(({ sender, replyCode }) => sender === code || replyCode === code) ?? texts[0];
  const confidence = CONFIDENCE[how][send ? 'texted' : 'silent'];
  const name = how === 'whole' ? 'named in the reply' : 'named in the reply, with a slip';
  return { advertiserId, confidence, evidence: `${name}; ${send ? describe(send) : 'no recent text from it'}` };
}

const byOrigin = (origin: RecentSend): Meant => ({
  advertiserId: origin.advertiserId,
  confidence: 1,
  evidence: `its operator names the text that it answers; ${describe(origin)}`,
});

function byText({ send, by }: Candidate, all: readonly Candidate[]): Meant {
  const sure = by === 'pool' ? POOL_CONFIDENCE : 1;
  const rivals = all.length > 1 ? `one of ${all.length} that texted this number on this code; ` : '';
  const pool = by === 'pool' ? `, on code ${send.replyCode ?? 'unknown'} of the same account` : '';
  return {
    advertiserId: send.advertiserId,
    confidence: Math.round((100 * sure) / all.length) / 100,
    evidence: `${rivals}${describe(send)}${pool}`,
  };
}

/** Names sought: of those on the code, and of those that texted the person on a code of theirs or any. */
function namedIn(
  text: string,
  sends: readonly RecentSend[],
  onCode: readonly Advertiser[],
  accounts: Accounts,
): Map<string, Naming> {
  const texted = sends.flatMap(({ advertiserId }) => accounts.get(advertiserId) ?? []);
  const brands = [...new Set([...texted, ...onCode])].map(({ id, name, sender }) => ({
    of: id,
    names: [name, sender],
  }));
  return brandsNamed(text, brands);
}

const describe = ({ at, sender }: RecentSend): string => `last text ${new Date(at).toISOString()} from ${sender}`;
