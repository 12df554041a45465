import { type Segments, segment } from '@stopsms/kernel';
import { categorise, type Categorised, type Category, judge, type Verdict } from '@stopsms/text-reader';
import { checkMention } from './mention/check-mention';
import type { MentionContext } from './mention/mention-context';
import { fixMention } from './mention/fix-mention';
import { insertMention } from './mention/insert-mention';
import type { RulePack } from '../packs/rule-pack';
import type { Reason, ReasonCode } from '../reasons/reason-codes';
import { judgeSectors } from './sectors/judge-sectors';
import { type CheaperSpelling, cheaperSpelling } from './cheaper-spelling';
import type { TextRequest } from './check-request';
import { senderFault, textFaults } from './text-faults';

// The half of a decision that depends on the text, the account and the recipient's region, but on no recipient: computed
// once for a campaign and region, kept by the caller, and valid as long as the pack is in force.

export interface TextAssessment {
  verdict: Verdict;
  /** Reasons why it is not accepted; an accepted text can carry a warning (MENTION_ON_INFORMATIVE). */
  reasons: Reason[];
  category: { declared: Category } & Omit<Categorised, 'mayBeService'>;
  mention: {
    verdict: 'accept' | 'insert' | 'refuse' | 'not-needed';
    code?: ReasonCode;
    /** The text with its mention put right, as a proposal. */
    fix?: string;
  };
  segments: { encoding: Segments['encoding']; units: number; parts: number };
  /** A spelling that takes fewer parts, as a proposal: never applied. */
  cheaperSpelling?: CheaperSpelling;
  /** Form of the mention when `mention.verdict` is accept or insert. */
  form?: 'code' | 'link';
  /**
   * Text to send. With `insert` and a link, the mention is still missing: each recipient has a token of its own, so call
   * `insertMention` for each.
   */
  text: string;
}

/** Token of the same length as real ones, so that parts are counted correctly. */
export const SAMPLE_TOKEN = 'Xk7Qm2Rz9Tb4Wn6Yc3Hd8L';
/** Longer than any text that is accepted; what is beyond cannot change a verdict. */
const MAX_READ_LENGTH = 2_000;
const MAX_PARTS_WITHOUT_PACK = 4;

/**
 * Assesses a text. Pure: same arguments, same answer.
 * @param pack - in force where and when it is sent; undefined when there is none, and then adverts are refused
 */
export function assessText(request: TextRequest, pack: RulePack | undefined): TextAssessment {
  const { category: declared, linkHosts } = request;
  const text = readPart(request.text);
  const categorised = categorise(text, { linkHosts });
  const { verdict, reasons } = judge(declared, categorised, request.askFrom);
  const { mayBeService: _, ...category } = categorised;
  const { refusals, warnings, measured, ...form } = assessForm(request, text, pack);
  const cheaper = text === request.text ? cheaperSpelling(text, measured) : undefined;
  return {
    ...form,
    verdict: refusals.length > 0 ? 'refuse' : verdict,
    reasons: [...refusals, ...reasons, ...warnings],
    category: { declared, ...category },
    ...(cheaper && { cheaperSpelling: cheaper }),
  };
}

/** Assessment of an advert: the same as above without the reading of its words. */
export type AdvertAssessment = Omit<TextAssessment, 'category' | 'cheaperSpelling'>;

export function assessAdvert(
  request: TextRequest & { category: 'marketing' },
  pack: RulePack | undefined,
): AdvertAssessment {
  const { refusals, warnings, measured: _, ...form } = assessForm(request, readPart(request.text), pack);
  return { ...form, verdict: refusals.length > 0 ? 'refuse' : 'accept', reasons: [...refusals, ...warnings] };
}

/** All but what a text is about. @param text - of the request, as far as it is read */
function assessForm(request: TextRequest, text: string, pack: RulePack | undefined) {
  const { category: declared } = request;
  const mention = declared === 'marketing' ? advertMention(request, pack) : otherMention(text, request, pack);
  const segments = segment(mention.measured ?? request.text);
  const sender = senderFault(request.sender, request.codes);
  const refusals: Reason[] = [
    ...textFaults(request.text, segments, pack?.maxParts.default ?? MAX_PARTS_WITHOUT_PACK),
    ...(sender ? [sender] : []),
    ...(declared === 'marketing' && pack ? judgeSectors(text, pack, request.contractRef) : []),
    ...mention.refusals,
  ];
  return {
    refusals,
    warnings: mention.warnings,
    measured: mention.measured,
    mention: mention.shown,
    segments: { encoding: segments.encoding, units: segments.units, parts: segments.parts.length },
    ...(mention.form && { form: mention.form }),
    text: mention.form === 'code' ? (mention.measured ?? request.text) : request.text,
  };
}

interface MentionPart {
  shown: TextAssessment['mention'];
  refusals: Reason[];
  warnings: Reason[];
  form?: 'code' | 'link';
  /** The text with its mention, a sample one when each recipient has its own. */
  measured?: string;
}

function advertMention(request: TextRequest, pack: RulePack | undefined): MentionPart {
  if (!pack) {
    const missing: Reason = {
      code: 'PACK_MISSING',
      detail: `No rule pack is in force for ${request.region}, so adverts are not sent there. Informative texts are.`,
    };
    return { shown: { verdict: 'refuse', code: missing.code }, refusals: [missing], warnings: [] };
  }
  const context = contextOf(request, pack);
  const checked = checkMention(request.text, context);
  if (checked.verdict === 'accept')
    return { shown: { verdict: 'accept' }, refusals: [], warnings: [], form: checked.form };
  const isAsked = request.mention === 'insert' && checked.code === 'MENTION_MISSING';
  const inserted = isAsked ? insertMention(request.text, context, SAMPLE_TOKEN) : undefined;
  if (inserted?.ok) {
    const { form, text } = inserted.value;
    return { shown: { verdict: 'insert' }, refusals: [], warnings: [], form, measured: text };
  }
  const { code, detail } = inserted?.refusal ?? checked;
  const fix = request.text.length <= MAX_READ_LENGTH ? fixMention(request.text, code, context) : undefined;
  const shown = { verdict: 'refuse' as const, code, ...(fix !== undefined && { fix }) };
  return { shown, refusals: [{ code, detail }], warnings: [] };
}

/** A mention on a text that needs none is allowed and warned about: operators may treat it as an advert. */
function otherMention(text: string, request: TextRequest, pack: RulePack | undefined): MentionPart {
  const none: MentionPart = { shown: { verdict: 'not-needed' }, refusals: [], warnings: [] };
  if (!pack || checkMention(text, contextOf(request, pack)).verdict !== 'accept') return none;
  const detail = 'The text is not an advert but ends with a mention; operators may then treat it as one. Leave it out.';
  return { ...none, warnings: [{ code: 'MENTION_ON_INFORMATIVE', detail }] };
}

function contextOf({ region, sender, codes, linkHosts }: TextRequest, pack: RulePack): MentionContext {
  return { pack, region, sender, codes, linkHosts };
}

function readPart(text: string): string {
  return text.length <= MAX_READ_LENGTH ? text : text.slice(0, MAX_READ_LENGTH / 2) + text.slice(-MAX_READ_LENGTH / 2);
}
