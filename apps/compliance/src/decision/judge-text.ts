import { Injectable } from '@nestjs/common';
import type { SmsRequested } from '@stopsms/contracts';
import { RecipientKeys, type Result, ok, refused } from '@stopsms/kernel';
import { type TextAssessment, assessText } from '../text/assess-text';
import { insertMention } from '../text/mention/insert-mention';
import type { Trust } from '../trust/standing-of';
import { isGuessable } from '../text/mention/link-token';
import type { DecisionReason } from '../reasons/decision-reasons';
import type { Recipient } from './decision';
import type { Placed } from './examine';
import { RecentlyUsed } from '../recently-used';
import { type TextReading, readingOf } from '../text/text-reading';
import { type ReviewKeys, type TextReview, reviewKeys } from '../reviews/text-review';

/** A text that may leave as far as the text itself goes. */
export interface JudgedText {
  /** What to send, mention included. */
  finalText: string;
  sender: string;
  /** Of the unsubscribe link that was put in. */
  unsubscribeToken?: string;
  reading: TextReading;
  /** Of a text that is no advert by its declaration: a person may have refused it before. */
  keys?: ReviewKeys;
  /** Of a text that the reader takes for an advert: it ends here, unless a person approved it, or one of its template. */
  refusal?: DecisionReason;
  /** Of a text that the rules cannot tell about: a person must read it first. */
  review?: TextReview;
}

/** A text of an advertiser, where it goes and under which rules. */
export interface Judgeable extends Pick<Placed, 'advertiser' | 'rules' | 'pack'> {
  candidate: {
    request: Pick<SmsRequested, 'id' | 'advertiserId' | 'campaignId' | 'text' | 'category' | 'sender' | 'mention'>;
  };
  recipient: Pick<Recipient, 'region'>;
  /** Of the advertiser of a text that is no advert by its declaration. */
  trust?: Trust;
}

export type RefusedText = DecisionReason & { reading?: TextReading };

interface Assessed {
  assessment: TextAssessment;
  reading: TextReading;
}

/** A campaign has one text, so its assessment is kept; personalised texts pass through. */
const KEPT_ASSESSMENTS = 500;
/** What no phone shows: control characters other than tab, line feed, form feed and carriage return. */
const CONTROL = /[\0-\x08\x0b\x0e-\x1f\x7f]/;
const TOKEN_LENGTH = 16;

@Injectable()
export class JudgeText {
  private readonly assessments = new RecentlyUsed<Assessed>(KEPT_ASSESSMENTS);

  constructor(private readonly keys: RecipientKeys) {}

  execute(placed: Judgeable): Result<JudgedText, RefusedText> {
    const { text } = placed.candidate.request;
    const control = text.search(CONTROL);
    if (control >= 0) {
      const detail = `A control character stands at position ${control + 1}, which no phone shows. Take it out.`;
      return refused({ code: 'TEXT_CONTROL_CHARACTER', detail });
    }
    const { assessment, reading } = this.assess(placed);
    const [reason] = assessment.reasons;
    if (assessment.verdict === 'refuse') {
      if (!reason) throw new Error('A text was refused without a reason: this is a bug of assessText');
      if (reason.code !== 'CATEGORY_PROMOTIONAL') return refused({ ...reason, reading });
    }
    const { request } = placed.candidate;
    const keys = request.category === 'marketing' ? undefined : reviewKeys(request, reading);
    const judged: JudgedText = {
      finalText: assessment.text,
      sender: senderOf(placed),
      reading,
      ...(keys && { keys }),
      ...(keys && assessment.verdict === 'review' && { review: { ...keys, doubt: reason?.detail ?? '' } }),
      ...(assessment.verdict === 'refuse' && reason && { refusal: reason }),
    };
    return assessment.mention.verdict === 'insert' && assessment.form === 'link'
      ? this.withLink(placed, judged)
      : ok(judged);
  }

  private assess(placed: Judgeable): Assessed {
    const { candidate, advertiser, rules, pack, trust } = placed;
    const { text, category, mention } = candidate.request;
    const { codes, linkHosts } = advertiser;
    const sender = senderOf(placed);
    const region = regionOf(placed);
    const key = [pack.id, region, category, mention, sender, codes, linkHosts, trust?.askFrom, text].join('\n');
    return this.assessments.get(key, () => {
      const request = { text, category, region, sender, codes, linkHosts, mention, askFrom: trust?.askFrom };
      const assessment = assessText(request, rules);
      return { assessment, reading: readingOf(text, pack, assessment) };
    });
  }

  /** Each message has a link of its own; the same message always has the same, so deciding twice changes nothing. */
  private withLink(placed: Judgeable, judged: JudgedText): Result<JudgedText, RefusedText> {
    const { candidate, advertiser, rules } = placed;
    const { codes, linkHosts } = advertiser;
    const token = this.tokenOf(candidate.request.id);
    const context = { pack: rules, region: regionOf(placed), sender: judged.sender, codes, linkHosts };
    const inserted = insertMention(candidate.request.text, context, token);
    if (!inserted.ok) return refused({ ...inserted.refusal, reading: judged.reading });
    return ok({ ...judged, finalText: inserted.value.text, unsubscribeToken: token });
  }

  /** 96 bits that nobody without the secret can guess; the rare one that looks like a word gives way to the next. */
  private tokenOf(messageId: string): string {
    const digest = this.keys.digestOf(`unsubscribe:${messageId}`);
    const short = [digest.slice(0, TOKEN_LENGTH), digest.slice(-TOKEN_LENGTH)].find((token) => !isGuessable(token));
    return short ?? digest;
  }
}

const senderOf = ({ candidate, advertiser }: Judgeable): string => candidate.request.sender ?? advertiser.sender;

/** Where no pack is in force, `rules` are those of the sender's country. */
const regionOf = ({ recipient, rules, advertiser }: Judgeable): string =>
  recipient.region in rules.regions ? recipient.region : advertiser.country;
