import type { PackRegion } from '../../packs/rule-pack';
import type { Reason } from '../../reasons/reason-codes';
import { type CodeMention, codesAfterStop, isDisguised, lastCode } from './code-mention';
import { type LinkMention, isOwnToken, labelledHosts, lastLink } from './link-mention';
import { explainMention } from './explain-mention';
import type { MentionCode, MentionContext } from './mention-context';

type MentionVerdict =
  { verdict: 'accept'; form: 'code' | 'link' } | ({ verdict: 'refuse' } & Reason & { code: MentionCode });

/** A variable of a template or of a provider that was not replaced: `{{code}}`, `[STOP_CODE]`, `${stop}`, `XXXXX` after STOP. */
const PLACEHOLDER = /\{\{[^{}]*\}\}|\$\{[^{}]*\}|\[[A-Z]+(?:_[A-Z]+)+\]|\[STOP\]|stop(?: ?: ?| au | to | )?x{4,}/iu;
/** The word cut inside, at the end. */
const CUT_WORD = /(?:^|[\s.!?…;,)\]])(?:sto|STO|ST)$/u;
/** STOP asked for without saying where to send it. */
const STOP_WITHOUT_CODE =
  /(?:^|[\s.!?…;,)\]:"'«])stop[.!"'»]?$|\b(?:reply|text|send|repond\w*|répond\w*|envoye[rz]|tape[rz]|antworten)[^.!?]{0,25}\bstop\b/iu;

/**
 * Checks the opt-out mention of a final marketing text.
 * @param text - as it would be sent, variables replaced
 * @throws RangeError if the pack does not have the region
 * @see docs/law/mention.md#accepted-forms, and docs/law/mention.md#refused-forms: a reason code for each
 */
export function checkMention(text: string, context: MentionContext): MentionVerdict {
  const packRegion = context.pack.regions[context.region];
  if (!packRegion) throw new RangeError(`Pack ${context.pack.country} has no region "${context.region}".`);
  const final = text.normalize('NFC').trimEnd();
  const form = findForm(final, packRegion, context);
  if (form === 'code' || form === 'link') return { verdict: 'accept', form };
  return { verdict: 'refuse', code: form, detail: explainMention(form, context) };
}

/** Returns the accepted form that ends the text, or the code of why none does. */
function findForm(text: string, packRegion: PackRegion, context: MentionContext): 'code' | 'link' | MentionCode {
  if (PLACEHOLDER.test(text)) return 'MENTION_PLACEHOLDER';
  const code = lastCode(text);
  if (code) return judgeCode(code, text, packRegion, context) ?? 'code';
  const link = lastLink(text);
  if (link && packRegion.linkAlone) {
    const verdict = judgeLink(link, text, context);
    if (verdict !== 'no-mention') return verdict ?? 'link';
  }
  return judgeOther(text, link, packRegion, context);
}

/** A text that ends with STOP and digits; undefined when nothing is wrong. */
function judgeCode(
  { code, separated, pushedAway }: CodeMention,
  text: string,
  packRegion: PackRegion,
  { pack, codes, linkHosts }: MentionContext,
): MentionCode | undefined {
  if (!packRegion.codeReachable) return 'MENTION_CODE_UNREACHABLE';
  if (pushedAway) return 'MENTION_OBFUSCATED';
  if (!separated) return 'MENTION_NO_SEPARATOR';
  if (code.length !== pack.mention.codeDigits) return 'MENTION_CODE_LENGTH';
  if (!pack.mention.codePrefixes.some((prefix) => code.startsWith(prefix))) return 'MENTION_CODE_RANGE';
  if (codesAfterStop(text).some((other) => other !== code)) return 'MENTION_AMBIGUOUS';
  if (labelledHosts(text).some((host) => !isOwn(host, linkHosts))) return 'MENTION_AMBIGUOUS';
  return codes.includes(code) ? undefined : 'MENTION_CODE_NOT_ASSIGNED';
}

/** A text that ends with a link, where a link alone is enough; undefined when nothing is wrong. */
function judgeLink(
  link: LinkMention,
  text: string,
  { linkHosts }: MentionContext,
): MentionCode | 'no-mention' | undefined {
  const own = isOwn(link.host, linkHosts);
  if (!link.labelled) return own && isOwnToken(link) ? 'MENTION_LINK_UNLABELLED' : 'no-mention';
  if (link.http) return 'MENTION_LINK_NOT_HTTPS';
  if (!own) return 'MENTION_LINK_HOST';
  if (!isOwnToken(link)) return 'MENTION_LINK_TOKEN';
  if (link.trailing) return 'MENTION_NOT_LAST';
  return labelledHosts(text).some((host) => !isOwn(host, linkHosts)) ? 'MENTION_AMBIGUOUS' : undefined;
}

/** A text whose end is no mention: one is elsewhere, is disguised, is incomplete, or is not there at all. */
function judgeOther(
  text: string,
  link: LinkMention | undefined,
  packRegion: PackRegion,
  { linkHosts }: MentionContext,
): MentionCode {
  if (codesAfterStop(text).length > 0)
    return packRegion.codeReachable ? 'MENTION_NOT_LAST' : 'MENTION_CODE_UNREACHABLE';
  if (isDisguised(text)) return 'MENTION_OBFUSCATED';
  if (link?.labelled) return 'MENTION_NO_CODE';
  if (labelledHosts(text).some((host) => isOwn(host, linkHosts))) {
    return packRegion.linkAlone ? 'MENTION_NOT_LAST' : 'MENTION_NO_CODE';
  }
  if (CUT_WORD.test(text)) return 'MENTION_TRUNCATED';
  return STOP_WITHOUT_CODE.test(text) ? 'MENTION_NO_CODE' : 'MENTION_MISSING';
}

const isOwn = (host: string, linkHosts: readonly string[]): boolean =>
  linkHosts.some((own) => own.toLowerCase() === host);
