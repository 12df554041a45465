import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Database } from '@stopsms/persistence';
import { FindConsentStatus } from '../../people/consents/find-consent-status';
import type { Candidate, Obstacle } from '../../rules/message';
import type { RulePack } from '../../rules/packs/rule-pack';
import { findReviews } from '../../waiting/reviews/find-reviews';
import { FindTrust } from '../../limits/trust/find-trust';
import { ABOUT_PLACE, firstVeto } from '../core/decide';
import { type Facts, orFault } from '../core/facts';
import { RequestFacts, timed } from './request-facts';
import { reviewFor } from '../text/review-for';
import { senderNotLawful } from '../core/sender-vetoes';
import { noConsentOrOptedOut } from '../core/vetoes';

/** Known before, or to be found out. */
type AreConsentsRead = boolean | (() => Promise<boolean>);

interface Asked {
  now: number;
  areRead: AreConsentsRead;
  findsStrangers: boolean;
}

/** Facts, and what they say by themselves: asked once, since that goes through all vetoes. */
class Looked {
  private found: Obstacle | null | undefined;

  constructor(private known: Facts) {}

  get facts(): Facts {
    return this.known;
  }

  get obstacle(): Obstacle | undefined {
    if (this.found === undefined) {
      let obstacle: Obstacle | undefined;
      this.known = orFault(this.known, () => {
        obstacle = firstVeto(this.known);
        return this.known;
      });
      this.found = obstacle ?? (this.known.fault && firstVeto(this.known)) ?? null;
    }
    return this.found ?? undefined;
  }

  get isOpen(): boolean {
    return this.obstacle?.verdict !== 'refused';
  }
}

/** All that decides about messages, by the rules, consents and opt-outs of this moment. Writes nothing. */
@Injectable()
export class GatherFacts {
  constructor(
    private readonly request: RequestFacts,
    private readonly directory: AdvertiserDirectory,
    private readonly statuses: FindConsentStatus,
    private readonly findTrust: FindTrust,
    private readonly database: Database,
  ) {}

  /**
   * Answers in the order of the candidates. What is known here is looked at first, and of a message that it ends nothing is
   * asked.
   * @param now - epoch ms
   * @param areRead - whether the consents that are published are read by now; to be asked where somebody has none
   * @param findsStrangers - whether facts say who had nothing to do with the advertiser
   */
  async execute(
    candidates: readonly Candidate[],
    now: number,
    areRead: AreConsentsRead,
    findsStrangers = false,
  ): Promise<Facts[]> {
    const looked = await this.lookAt(candidates, now);
    const reviewed = await forThoseOpen(looked, (open) => this.withReviews(open, now));
    const known = await forThoseOpen(reviewed, (open) =>
      this.withPersons(open.map(timed), { now, areRead, findsStrangers }),
    );
    return known.map(({ facts }) => facts);
  }

  /** A sender approved, its registration or a country allowed a moment ago may not have reached us yet. */
  private async lookAt(candidates: readonly Candidate[], now: number): Promise<Looked[]> {
    const informative = candidates.filter(({ request }) => request.category !== 'marketing');
    const ids = informative.map(({ request }) => request.advertiserId);
    const known = await this.findTrust.execute(ids, now);
    const look = (candidate: Candidate): Looked => {
      const placed = this.request.resolveRecipient(candidate, now);
      return new Looked(firstVeto(placed, ABOUT_PLACE) ? placed : this.request.classifyText(placed, known));
    };
    const looked = candidates.map(look);
    if (!looked.some(isNotAllowed)) return looked;
    await this.directory.catchUp();
    return looked.map((each) => (isNotAllowed(each) ? look(each.facts.candidate) : each));
  }

  /** Adds the reviews of messages declared informative. */
  private async withReviews(open: Facts[], now: number): Promise<Facts[]> {
    const declared = open.flatMap(({ text }) => text?.keys ?? []);
    if (declared.length === 0) return open;
    const found = await findReviews(this.database, declared, now);
    const byKeys = new Map(declared.map((keys, index) => [keys, found[index]]));
    return open.map((facts) => {
      const { text } = facts;
      return text?.keys ? { ...facts, review: reviewFor(text, text.keys, byKeys.get(text.keys)) ?? null } : facts;
    });
  }

  /** Adds the consent status of each recipient. */
  private async withPersons(open: Facts[], { areRead, ...how }: Asked): Promise<Facts[]> {
    if (typeof areRead === 'boolean') return this.withConsentStatus(open, how, areRead);
    const known = await this.withConsentStatus(open, how, true);
    const doubtful = known.filter(isRefusedByConsent);
    if (doubtful.length === 0) return known;
    // Imports publish consents before the messages of their campaign, so what we lack may only be on its way.
    const again = await this.withConsentStatus(doubtful, how, await areRead());
    const renewed = new Map(doubtful.map((facts, index) => [facts, again[index]]));
    return known.map((facts) => renewed.get(facts) ?? facts);
  }

  private async withConsentStatus(
    open: Facts[],
    { now, findsStrangers }: Omit<Asked, 'areRead'>,
    areConsentsRead: boolean,
  ): Promise<Facts[]> {
    const questions = open.map(({ candidate: { request }, recipient, rules }) => ({
      recipientKey: recipient?.key ?? '',
      advertiserId: request.advertiserId,
      category: request.category,
      rules: rules?.consent ?? NO_CONSENT,
      enforcesAdvertiserOptOuts: request.category === 'marketing' || rules?.informativeOptOuts === 'advertiser',
      shared: this.directory.sharedWith(request.advertiserId),
    }));
    const statuses = await this.statuses.execute(this.database, questions, now, findsStrangers);
    return open.map((facts, index) => ({
      ...facts,
      consentStatus: statuses[index] ?? {},
      shared: questions[index]?.shared,
      areConsentsRead,
    }));
  }
}

/** Consent rules where no pack is in force. */
const NO_CONSENT: RulePack['consent'] = { bases: [], expiryYears: 1, months: {} };

async function forThoseOpen(all: Looked[], more: (open: Facts[]) => Promise<Facts[]>): Promise<Looked[]> {
  const known = await more(all.filter(({ isOpen }) => isOpen).map(({ facts }) => facts));
  let next = 0;
  return all.map((looked) => {
    if (!looked.isOpen) return looked;
    const facts = known[next] ?? looked.facts;
    next += 1;
    return facts === looked.facts ? looked : new Looked(facts);
  });
}

const isNotAllowed = ({ facts, obstacle }: Looked): boolean =>
  ['SENDER_NOT_YOURS', 'SENDER_UNREGISTERED', 'COUNTRY_NOT_ALLOWED'].includes(obstacle?.code ?? '') ||
  (facts.enforcement !== undefined && senderNotLawful.of(facts) !== undefined);

/** False where the rule fails: that is found again when it is decided. */
function isRefusedByConsent(facts: Facts): boolean {
  if (facts.candidate.request.category !== 'marketing') return false;
  let obstacle: Obstacle | undefined;
  orFault(facts, () => {
    // Also where it is only observed: what is not read yet may be a withdrawal.
    obstacle = noConsentOrOptedOut.of(facts);
    return facts;
  });
  return obstacle !== undefined;
}
