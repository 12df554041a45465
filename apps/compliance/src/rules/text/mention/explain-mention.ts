import { codeToShow } from './advert-codes';
import type { MentionCode, MentionContext } from './mention-context';

// Each refusal of a mention states the exact words that would be accepted, for this recipient and account.

const FOUND: Record<MentionCode, string> = {
  MENTION_MISSING: 'The text does not say how to stop.',
  MENTION_NO_SEPARATOR:
    'There is no space before the word STOP or between it and its code, so many phones do not see it.',
  MENTION_NOT_LAST: 'There is text after the mention.',
  MENTION_NO_CODE: 'The text says STOP but not where to send it.',
  MENTION_CODE_LENGTH: 'The code after STOP does not have five digits.',
  MENTION_CODE_RANGE: 'The code after STOP is in a range that may be charged.',
  MENTION_CODE_NOT_ASSIGNED: 'The code after STOP is not assigned to this account.',
  MENTION_CODE_UNREACHABLE: 'The code after STOP is not known to work where the recipient is.',
  MENTION_OBFUSCATED: 'The mention is disguised, spaced or pushed out of sight.',
  MENTION_AMBIGUOUS: 'The text shows several different ways to opt out. Keep one.',
  MENTION_PLACEHOLDER: 'A variable of the template was not replaced.',
  MENTION_TRUNCATED: 'The mention is cut off: shorten the text before it, never the mention.',
  MENTION_LINK_NOT_HTTPS: 'The link of the mention is http.',
  MENTION_LINK_HOST: 'The link of the mention is not on a host registered for this account.',
  MENTION_LINK_TOKEN: 'The link of the mention has no random token of at least 11 characters.',
  MENTION_LINK_UNLABELLED: 'The unsubscribe link must follow a word such as STOP.',
  MENTION_ON_INFORMATIVE: 'The text is not an advert but ends with a mention; operators may then treat it as one.',
};

export function explainMention(code: MentionCode, { pack, region, codes, linkHosts }: MentionContext): string {
  if (code === 'MENTION_ON_INFORMATIVE') return `${FOUND[code]} Leave it out.`;
  const packRegion = pack.regions[region];
  if (packRegion?.codeReachable) {
    const shown = codeToShow(codes, pack.mention);
    return shown === undefined
      ? `${FOUND[code]} No short code is assigned to this account: ask for one, adverts to ${region} need it.`
      : `${FOUND[code]} End the text with " STOP ${shown}", nothing after it.`;
  }
  const host = linkHosts[0];
  return host === undefined
    ? `${FOUND[code]} Adverts to ${region} need an unsubscribe link and no link host is registered for this account.`
    : `${FOUND[code]} To ${region}, end the text with " Stop ${host}/u/<token>", or ask for the mention to be inserted.`;
}
