import { type Result, type Segments, ok, refused, segment } from '@stopsms/kernel';
import { codeToShow } from './advert-codes';
import type { Reason } from '../../reasons/reason-codes';
import { checkMention } from './check-mention';
import type { MentionCode, MentionContext } from './mention-context';
import { explainMention } from './explain-mention';

/** Fault of a mention, or of the account that has none to insert. */
type MentionReason = Reason & { code: MentionCode };

interface InsertedMention {
  /** The whole text with the mention at its end; the same text when it had one. */
  text: string;
  form: 'code' | 'link';
  segments: Segments;
  /** The text takes more parts than the pack allows: shorten the body, the mention stays. */
  exceedsMaxParts: boolean;
}

/**
 * Puts the mention at the end of an advert that has none: ` STOP 36180` where the account's code is reachable, else
 * ` Stop <host>/u/<token>`. The text itself is never shortened or respelled. A text with a faulty mention is refused,
 * not given a second one.
 * @param token - of this recipient and campaign, 16 or more random base64url characters (11 is the least accepted, and
 *   one such token in 5,000 looks like a word and is refused)
 */
export function insertMention(
  text: string,
  context: MentionContext,
  token: string,
): Result<InsertedMention, MentionReason> {
  const before = checkMention(text, context);
  if (before.verdict === 'accept') return ok(measure(text, before.form, context));
  if (before.code !== 'MENTION_MISSING') return refused({ code: before.code, detail: before.detail });
  const mention = mentionFor(context, token);
  if (!mention) return refused(unofferable(context));
  const whole = `${text}${/\s$/.test(text) ? '' : ' '}${mention}`;
  const after = checkMention(whole, context);
  if (after.verdict === 'accept') return ok(measure(whole, after.form, context));
  return refused({ code: after.code, detail: explainMention(after.code, context) });
}

/** Says why the account has no mention for the region: the text is not at fault. */
function unofferable({ pack, region, codes }: MentionContext): MentionReason {
  if (pack.regions[region]?.codeReachable) {
    const detail = `No short code is assigned to this account: ask for one, adverts to ${region} need it.`;
    return { code: 'MENTION_NO_CODE', detail };
  }
  const code = codeToShow(codes, pack.mention);
  const where = code === undefined ? 'Short codes are' : `Replies to ${code} are`;
  const detail = `${where} not known to work in ${region}: adverts there need an unsubscribe link, and no link host is registered for this account.`;
  return { code: 'MENTION_CODE_UNREACHABLE', detail };
}

/** The words to insert; undefined when the account has neither a code nor a link host for the region. */
function mentionFor({ pack, region, codes, linkHosts }: MentionContext, token: string): string | undefined {
  const code = codeToShow(codes, pack.mention);
  if (pack.regions[region]?.codeReachable) return code && `STOP ${code}`;
  return linkHosts[0] && `Stop ${linkHosts[0]}/u/${token}`;
}

function measure(text: string, form: 'code' | 'link', { pack }: MentionContext): InsertedMention {
  const segments = segment(text);
  return { text, form, segments, exceedsMaxParts: segments.parts.length > pack.maxParts.default };
}
