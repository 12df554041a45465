import { Injectable } from '@nestjs/common';
import type { Advertiser, SmsRequested } from '@stopsms/contracts';
import { RecentlyUsed, RecipientKeys } from '@stopsms/kernel';
import type { PackRef, Recipient } from '../../rules/message';
import type { RulePack } from '../../rules/packs/rule-pack';
import type { DecisionReason } from '../../rules/reasons/decision-reasons';
import { type ReviewKeys, reviewKeys } from '../../waiting/reviews/text-review';
import { type AdvertAssessment, assessAdvert, assessText } from '../../rules/text/assess-text';
import { insertMention } from '../../rules/text/mention/insert-mention';
import { isGuessable } from '../../rules/text/mention/link-token';
import { type TextReading, readingOf } from '../../rules/text/text-reading';
import type { Trust } from '../../limits/trust/trust-of';

/** Judgement of a text by the rules. */
export interface JudgedText {
  sender: string;
  /** Reason that prevents sending even after an approval; the following fields are then absent. */
  fault?: DecisionReason;
  /** All such reasons of an advert, the first as above. */
  faults?: readonly DecisionReason[];
  /** Text of an advert with faults, as it would be sent where they are only observed. */
  asGiven?: string;
  /** Reason if the reader classifies the text as an advert and it is not declared one. */
  advert?: DecisionReason;
  /** Doubt that a person must settle. */
  doubt?: string;
  /** Keys of reviews of a text declared informative. */
  keys?: ReviewKeys;
  /** Text to send, mention included. */
  finalText?: string;
  /** Token of the unsubscribe link that was inserted. */
  unsubscribeToken?: string;
  /** ISO 639-1, of a text with an unsubscribe link; absent when there is a doubt. */
  language?: string;
}

/** A text of an advertiser, where it goes and under which rules. */
export interface Judgeable {
  candidate: {
    request: Pick<
      SmsRequested,
      'id' | 'advertiserId' | 'campaignId' | 'group' | 'text' | 'category' | 'sender' | 'mention'
    >;
    onlyAsked?: true;
  };
  advertiser: Advertiser;
  recipient: Pick<Recipient, 'region'>;
  rules: RulePack;
  pack: PackRef;
  /** Trust of the advertiser of a text declared informative. */
  trust?: Trust;
}

/** @see {Facts}, of which it is a part; `reading` is absent when nobody read the text */
interface TextFacts {
  text: JudgedText;
  reading?: TextReading;
}

interface Assessed {
  assessment: AdvertAssessment;
  /** Absent of an advert that is only asked about: what it is about decides nothing. */
  reading?: TextReading;
}

/** A campaign has one text, so its assessment is kept; personalised texts pass through. */
const KEPT_ASSESSMENTS = 500;
/** Characters that no phone shows: controls other than tab, line feed, form feed and carriage return. */
const CONTROL = /[\0-\x08\x0b\x0e-\x1f\x7f]/;
const TOKEN_LENGTH = 16;

@Injectable()
export class JudgeText {
  private readonly assessments = new RecentlyUsed<Assessed>(KEPT_ASSESSMENTS);

  constructor(private readonly keys: RecipientKeys) {}

  execute(placed: Judgeable): TextFacts {
    const { request } = placed.candidate;
    const sender = senderOf(placed);
    const control = request.text.search(CONTROL);
    if (control >= 0) {
      const detail = `The text has a control character at position ${control + 1}, which no phone shows. Take it out.`;
      return { text: { sender, fault: { code: 'TEXT_CONTROL_CHARACTER', detail } } };
    }
    const { assessment, reading } = this.assess(placed);
    const read = reading && { reading };
    const [reason] = assessment.reasons;
    const isAdvert = request.category === 'marketing';
    if (!isAdvert && !reading) throw new Error('A text that is no advert was not read: this is a bug');
    if (assessment.verdict === 'refuse') {
      if (!reason) throw new Error('A text was refused without a reason: this is a bug of assessText');
      const { reasons: faults, text: asGiven } = assessment;
      if (isAdvert) return { text: { sender, fault: reason, faults, asGiven }, ...read };
      if (reason.code !== 'CATEGORY_PROMOTIONAL') return { text: { sender, fault: reason }, ...read };
    }
    const text: JudgedText = {
      sender,
      finalText: assessment.text,
      ...(!isAdvert && reading && { keys: reviewKeys(request, reading) }),
      ...(assessment.verdict === 'refuse' && reason && { advert: reason }),
      ...(!isAdvert && assessment.verdict === 'review' && { doubt: reason?.detail ?? '' }),
    };
    const isLinkMissing = assessment.mention.verdict === 'insert' && assessment.form === 'link';
    return { text: isLinkMissing ? this.withLink(placed, text) : text, ...read };
  }

  private assess(placed: Judgeable): Assessed {
    const { candidate, advertiser, rules, pack, trust } = placed;
    const { text, category, mention } = candidate.request;
    const { codes, linkHosts } = advertiser;
    const sender = senderOf(placed);
    const region = regionOf(placed);
    const isUnclassified = candidate.onlyAsked === true && category === 'marketing';
    // As JSON, in which nothing that a sender chose can pass for a field of another's.
    const key = JSON.stringify([
      ...[pack.hash, region, category, isUnclassified, mention, sender, codes, linkHosts, trust?.askFrom, text],
    ]);
    return this.assessments.get(key, () => {
      const request = { text, category, region, sender, codes, linkHosts, mention, askFrom: trust?.askFrom };
      if (isUnclassified) return { assessment: assessAdvert({ ...request, category }, rules) };
      const assessment = assessText(request, rules);
      return { assessment, reading: readingOf(text, pack, assessment) };
    });
  }

  /** Each message has a link of its own; the same message always has the same, so deciding twice changes nothing. */
  private withLink(placed: Judgeable, judged: JudgedText): JudgedText {
    const { candidate, advertiser, rules } = placed;
    const { codes, linkHosts } = advertiser;
    const token = this.tokenOf(candidate.request.id);
    const context = { pack: rules, region: regionOf(placed), sender: judged.sender, codes, linkHosts };
    const inserted = insertMention(candidate.request.text, context, token);
    return inserted.ok
      ? { ...judged, finalText: inserted.value.text, unsubscribeToken: token }
      : { sender: judged.sender, fault: inserted.refusal, asGiven: candidate.request.text };
  }

  /** 96 bits that nobody without the secret can guess; the rare one that looks like a word gives way to the next. */
  private tokenOf(messageId: string): string {
    const digest = this.keys.digestOf(`unsubscribe:${messageId}`);
    const short = [digest.slice(0, TOKEN_LENGTH), digest.slice(-TOKEN_LENGTH)].find((token) => !isGuessable(token));
    return short ?? digest;
  }
}

const senderOf = ({ candidate, advertiser }: Judgeable): string => candidate.request.sender ?? advertiser.sender;

/** Region whose rules apply; the sender's country if no pack is in force for the recipient's. */
const regionOf = ({ recipient, rules, advertiser }: Judgeable): string =>
  recipient.region in rules.regions ? recipient.region : advertiser.country;
