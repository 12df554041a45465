import { type SenderOf, judgeCodes, judgeIdentity, judgeSender } from '../../rules/senders/judge-sender';
import type { Facts } from './facts';
import { type Veto, refused } from './vetoes';

// What the recipient's country asks of senders, and of an advert to say whose it is.

/** SENDER_UNREGISTERED, SENDER_NAME_UNREACHABLE. Where no pack is in force for the recipient, nothing is known of senders there. */
export const senderNotLawful: Veto = {
  rule: 'pack: senders',
  of: (facts) => {
    const { rules, recipient } = facts;
    const sender = senderOf(facts);
    if (!sender || !rules || !recipient || !(recipient.region in rules.regions)) return undefined;
    return refused(judgeSender(sender, rules, rules.country));
  },
};

/** ADVERTISER_UNNAMED. */
const advertiserUnnamed: Veto = {
  rule: 'pack: identity',
  of: (facts) => {
    const sender = senderOf(facts);
    const { rules, candidate } = facts;
    if (!sender || !rules || candidate.request.category !== 'marketing') return undefined;
    return refused(judgeIdentity(sender, candidate.request.text, rules));
  },
};

/** CODE_NOT_FOR_ADVERTS. */
const codeNotForAdverts: Veto = {
  rule: 'pack: mention',
  of: (facts) => {
    const sender = senderOf(facts);
    const { text, rules, candidate } = facts;
    if (!sender || !rules || candidate.request.category !== 'marketing') return undefined;
    return refused(judgeCodes(sender, text?.finalText ?? candidate.request.text, rules));
  },
};

export const ABOUT_SENDER: readonly Veto[] = [senderNotLawful, advertiserUnnamed, codeNotForAdverts];

function senderOf({ advertiser, text, registration }: Facts): SenderOf | undefined {
  if (!advertiser || !text) return undefined;
  return { sender: text.sender, registration, names: [advertiser.name, advertiser.legalName] };
}
