import { Inject, Injectable } from '@nestjs/common';
import { type GivenBackCode, consentsCollected } from '@stopsms/contracts';
import { KafkaTransport } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { AdvertiserDirectory } from '@stopsms/service-kit';
import { FindTrust } from '../trust/find-trust';
import { TextLanguages } from '../text/text-languages';
import type { Candidate, Decision, Outcome } from './decision';
import type { DecisionReason } from '../reasons/decision-reasons';
import { type Examined, type Placed, Examine } from './examine';
import { FindStandings } from '../consents/find-standings';
import { heedPause } from './heed-pause';
import { heedReviews } from './heed-reviews';
import { type Standing, judgeStanding } from '../consents/judge-standing';
import { type SendTime, sendTime } from '../hours/send-time';

/** After which a message whose consents were still being read is looked at again. */
const UNREAD_WAIT_MS = 5_000;

/** How long a message waits whose window is open, by why the dispatcher gave it back. */
const GIVEN_BACK_WAITS: Record<GivenBackCode, { waitMs: number; detail: string }> = {
  WINDOW_CLOSED: {
    waitMs: 0,
    detail: 'The window had closed when the turn of the message came; it is open again.',
  },
  WINDOW_ENDING: {
    waitMs: 60_000,
    detail: 'The window was ending when the turn of the message came, and its operator delivers however late.',
  },
  // While the campaign is paused here too, it waits until it is resumed; else one of us has not heard of the latest yet.
  CAMPAIGN_PAUSED: {
    waitMs: 1_000,
    detail: 'The campaign was paused when the turn of the message came; it is tried again.',
  },
  // As with a campaign.
  ADVERTISER_PAUSED: {
    waitMs: 1_000,
    detail: 'All adverts of the advertiser were paused when the turn of the message came; it is tried again.',
  },
  ROUTE_CLOSED: {
    waitMs: 60_000,
    detail: 'No operator takes messages for this country at the moment; it is tried again in a minute.',
  },
  NOT_WRITTEN: {
    waitMs: 0,
    detail: 'Its dispatcher ended or stood still before it wrote it to the operator; it is tried again.',
  },
  KEY_CHANGED: {
    waitMs: 1_000,
    detail: 'The recipient secret was changed after the message was cleared; it is decided again under the new one.',
  },
};

type Judged = Examined & { standing: Standing; consentsRead: boolean };

/** The decision on each message, by the rules, consents and opt-outs of this moment. Writes nothing. */
@Injectable()
export class Decide {
  constructor(
    private readonly examine: Examine,
    private readonly directory: AdvertiserDirectory,
    private readonly standings: FindStandings,
    private readonly findTrust: FindTrust,
    private readonly languages: TextLanguages,
    private readonly database: Database,
    private readonly transport: KafkaTransport,
    @Inject('RELEASE_JITTER_MS') private readonly jitterMs: number,
  ) {}

  /**
   * Answers in the order of the candidates.
   * @param now - epoch ms
   * @param patienceMs - how long to wait for consents that are published but not read yet
   */
  async execute(candidates: Candidate[], now: number, patienceMs: number): Promise<Decision[]> {
    const looked = await this.lookAt(candidates, now);
    const examined = await heedReviews(this.database, looked, now);
    const passing = examined.filter((each): each is Examined => !('refused' in each));
    const judged = new Map((await this.judge(passing, now, patienceMs)).map((each) => [each.candidate, each]));
    const decisions = examined.map((each) => {
      if ('refused' in each) return each.refused;
      const known = judged.get(each.candidate);
      if (!known) throw new Error('A message lost its standing on the way: this is a bug');
      return heedPause(this.conclude(known, now), known.advertiser);
    });
    return this.withLanguages(decisions);
  }

  /** A sender approved or a country allowed a moment ago may not have reached us yet. */
  private async lookAt(candidates: Candidate[], now: number): Promise<ReturnType<Examine['execute']>[]> {
    const informative = candidates.filter(({ request }) => request.category !== 'marketing');
    const ids = informative.map(({ request }) => request.advertiserId);
    const known = await this.findTrust.execute(ids, now);
    const looked = candidates.map((candidate) => this.examine.execute(candidate, now, known));
    if (!looked.some(isNotAllowed)) return looked;
    await this.directory.catchUp();
    return looked.map((each) => (isNotAllowed(each) ? this.examine.execute(each.refused.candidate, now, known) : each));
  }

  /** The page behind an unsubscribe link speaks as the text did; no other text needs a language. */
  private async withLanguages(decisions: Decision[]): Promise<Decision[]> {
    const linked = decisions.filter(({ outcome }) => outcome.verdict === 'cleared' && outcome.unsubscribeToken);
    const languages = await this.languages.of(new Set(linked.map(({ candidate }) => candidate.request.text)));
    if (languages.size === 0) return decisions;
    return decisions.map((decision) => {
      const { candidate, outcome } = decision;
      const language = languages.get(candidate.request.text);
      const isLinked = outcome.verdict === 'cleared' && outcome.unsubscribeToken !== undefined;
      return isLinked && language !== undefined ? { ...decision, outcome: { ...outcome, language } } : decision;
    });
  }

  /** A message that the dispatcher gave back: it waits, and everything is decided anew when its time comes. */
  givenBack(candidate: Candidate, code: GivenBackCode, now: number): Decision {
    const placed = this.examine.place(candidate, now);
    if ('refused' in placed) return placed.refused;
    return heedPause(this.holdBack(placed, code, now), placed.advertiser);
  }

  private holdBack(placed: Placed, code: GivenBackCode, now: number): Decision {
    const { candidate, recipient, pack } = placed;
    const known = { candidate, at: now, recipient, pack };
    const time = timeOf(placed, now);
    if (time.when === 'never') return { ...known, outcome: { verdict: 'refused', ...time.reason } };
    if (time.when === 'later') return { ...known, outcome: this.held(candidate, time.until, time.reason) };
    if (code === 'WINDOW_ENDING' && time.closesAt !== undefined) {
      const next = timeOf(placed, time.closesAt);
      const reason = { code, detail: GIVEN_BACK_WAITS[code].detail };
      if (next.when === 'later') return { ...known, outcome: this.held(candidate, next.until, reason) };
    }
    const { waitMs, detail } = GIVEN_BACK_WAITS[code];
    const until = Math.min(now + waitMs, candidate.request.expiresAt ?? Infinity);
    return { ...known, outcome: this.held(candidate, until, { code, detail }) };
  }

  private async judge(examined: Examined[], now: number, patienceMs: number): Promise<Judged[]> {
    const standings = await this.find(examined, now);
    const doubtful = examined.filter((each, index) => this.isRefused(each, standings[index], now));
    if (doubtful.length === 0) return examined.map((each, index) => withStanding(each, standings[index], true));
    // Imports publish consents before the messages of their campaign, so what we lack may only be on its way.
    const consentsRead = await this.transport.groupCaughtUp(consentsCollected, patienceMs);
    const again = await this.find(doubtful, now);
    const renewed = new Map(doubtful.map((each, index) => [each, again[index]]));
    return examined.map((each, index) => withStanding(each, renewed.get(each) ?? standings[index], consentsRead));
  }

  private async find(examined: Examined[], now: number): Promise<Standing[]> {
    const questions = examined.map(({ candidate, recipient, rules }) => ({
      recipientKey: recipient.key,
      advertiserId: candidate.request.advertiserId,
      category: candidate.request.category,
      bases: rules.consent.bases,
    }));
    return this.standings.execute(this.database, questions, now);
  }

  private isRefused({ candidate, rules }: Examined, standing: Standing | undefined, now: number): boolean {
    const { category } = candidate.request;
    return category === 'marketing' && judgeStanding(category, standing ?? {}, now, rules.consent) !== undefined;
  }

  private conclude(judged: Judged, now: number): Decision {
    const { candidate, recipient, rules, pack, judged: text, standing, consentsRead } = judged;
    const known = {
      candidate,
      at: now,
      recipient,
      pack,
      standing,
      reading: text.reading,
      ...(judged.trust && { trust: judged.trust }),
      ...(text.review && { review: text.review }),
    };
    const time = timeOf(judged, now);
    if (time.when === 'never') return { ...known, outcome: { verdict: 'refused', ...time.reason } };
    const seen = { ...known, ...(time.window && { window: time.window }) };
    const reason = judgeStanding(candidate.request.category, standing, now, rules.consent);
    if (reason && !consentsRead && candidate.request.category === 'marketing') {
      const detail = 'Consents published before this message are still being read; it is decided once they are.';
      return { ...seen, outcome: this.held(candidate, now + UNREAD_WAIT_MS, { code: 'CONSENT_UNREAD', detail }) };
    }
    if (reason) return { ...seen, outcome: { verdict: 'refused', ...reason } };
    if (text.review && !text.review.found) {
      const detail = `A person must read this text and approve it before it can leave. ${text.review.doubt}`;
      const until = candidate.request.expiresAt ?? Infinity;
      return { ...seen, outcome: this.held(candidate, until, { code: 'REVIEW_NEEDED', detail }) };
    }
    if (time.when === 'later') return { ...seen, outcome: this.held(candidate, time.until, time.reason) };
    const { finalText, sender, unsubscribeToken } = text;
    return {
      ...seen,
      outcome: {
        verdict: 'cleared',
        text: finalText,
        sender,
        ...(time.closesAt !== undefined && { windowClosesAt: time.closesAt }),
        ...(unsubscribeToken !== undefined && { unsubscribeToken }),
      },
    };
  }

  /** A million messages held overnight do not all leave in the first second: each has its own delay, always the same. */
  private held({ request }: Candidate, until: number, reason: DecisionReason): Outcome {
    const jitter =
      reason.code === 'WINDOW_CLOSED' || reason.code === 'WINDOW_ENDING'
        ? (parseInt(request.id.slice(0, 8), 16) / 2 ** 32) * this.jitterMs
        : 0;
    return { verdict: 'held', until, releaseAt: Math.round(until + jitter), ...reason };
  }
}

const isNotAllowed = (each: Examined | { refused: Decision }): each is { refused: Decision } =>
  'refused' in each &&
  each.refused.outcome.verdict === 'refused' &&
  ['SENDER_NOT_YOURS', 'COUNTRY_NOT_ALLOWED'].includes(each.refused.outcome.code);

const timeOf = ({ candidate, rules, recipient, advertiser }: Placed, now: number): SendTime =>
  sendTime(candidate.request, rules, recipient, now, advertiser.sendingHours);

const withStanding = (examined: Examined, standing: Standing = {}, consentsRead: boolean): Judged => ({
  ...examined,
  standing,
  consentsRead,
});
