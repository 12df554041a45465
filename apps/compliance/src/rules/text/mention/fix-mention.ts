import { codeToShow } from './advert-codes';
import type { MentionCode, MentionContext } from './mention-context';
import { checkMention } from './check-mention';

// A refused mention is answered with the text as it would be accepted. It is a proposal: nothing is sent with it unless
// the customer sends it.

/** STOP and digits, however joined, at the end; with the separator before it. */
const FAULTY_CODE = /(?<![\s/-])[\s/-]*stop(?: ?sms)?(?: ?: ?| au | to | )?\d{2,8}\.?$/iu;
/** STOP alone at the end, with the words that ask for it: `Répondez STOP`. */
const STOP_ALONE =
  /(?<!\s)\s*(?:(?:répondez|repondez|envoyez|reply|text|send) )?["'«]?\s?stop\s?["'»]?(?: (?:to opt out|par retour|par sms))?[.!]?$/iu;
const ASKS = '(?:tapez|envoyez|r[ée]pondez|[ée]crivez|faites|text|reply|send)';
/** Purpose of an opt-out, in at most so many further characters of its sentence. */
const PURPOSE =
  '(?:(?:pour|afin de) (?:ne (?:plus|pas)|vous (?:d[ée]sinscrire|d[ée]sabonner|opposer)|(?:arr[êe]ter|refuser))|to (?:opt out|unsubscribe|stop))[^.!?,\\n]{0,60}';
/** A whole mention that something follows, with the words of its sentence that ask for it: `Tapez STOP au 36180 pour ne plus recevoir.` */
const MENTION_INSIDE = new RegExp(
  `(?<!\\s)\\s*\\(?(?:(?<![\\p{L}\\p{N}])${PURPOSE},? )?(?:(?<![\\p{L}\\p{N}])${ASKS} (?:le mot )?)?["'«]?\\s?stop(?: ?sms)?\\s?["'»]?(?: ?: ?| au | to | )?\\d{5}(?: ${PURPOSE})?\\)?(?:\\.(?=\\s|$))?`,
  'giu',
);
/** Rest of a mention of which only the STOP was recognised: words that make no sense without it. */
const LEFTOVER = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${ASKS}(?: (?:le mot|pour|to)(?!\\p{L})|\\s*(?:[.,;:!?)]|$))|${PURPOSE}|d[ée]sinscri|d[ée]sabonn|unsubscribe)`,
  'iu',
);
const CUT_WORD = /\s(?:sto|ST)$/iu;
/** A variable that was not replaced, with the STOP before it. */
const PLACEHOLDER =
  /(?<!\s)\s*(?:stop(?: ?: ?| au | to | )?)?(?:\{\{[^{}]{0,40}\}\}|\$\{[^{}]{0,40}\}|\[[A-Z_]{1,40}\]|x{4,10})$/iu;

const WITHOUT: Partial<Record<MentionCode, RegExp>> = {
  MENTION_NO_SEPARATOR: FAULTY_CODE,
  MENTION_CODE_LENGTH: FAULTY_CODE,
  MENTION_CODE_RANGE: FAULTY_CODE,
  MENTION_CODE_NOT_ASSIGNED: FAULTY_CODE,
  MENTION_OBFUSCATED: FAULTY_CODE,
  MENTION_NO_CODE: STOP_ALONE,
  MENTION_NOT_LAST: MENTION_INSIDE,
  MENTION_TRUNCATED: CUT_WORD,
  MENTION_PLACEHOLDER: PLACEHOLDER,
};

/**
 * The text with its mention put right; undefined where that takes more than moving, spacing or completing the mention,
 * and where the mention is a link, which each recipient has for himself.
 */
export function fixMention(text: string, code: MentionCode, context: MentionContext): string | undefined {
  const own = codeToShow(context.codes, context.pack.mention);
  if (own === undefined || !context.pack.regions[context.region]?.codeReachable) return undefined;
  const faulty = WITHOUT[code];
  if (faulty === undefined && code !== 'MENTION_MISSING') return undefined;
  const body = faulty ? text.trimEnd().replace(faulty, '') : text;
  if (code === 'MENTION_NOT_LAST' && LEFTOVER.test(body)) return undefined;
  const fixed = `${body.trimEnd()} STOP ${own}`.trimStart();
  return checkMention(fixed, context).verdict === 'accept' ? fixed : undefined;
}
