import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory, ownsSender, registrationOf } from '@stopsms/advertisers';
import { RecipientKeys, areaCodeZones, readPhone } from '@stopsms/kernel';
import { type SendTime, sendTime } from '../../rules/hours/send-time';
import type { Candidate, Recipient } from '../../rules/message';
import { LoadedPacks } from '../../rules/packs/load-rule-packs';
import { packRef } from '../../rules/packs/rule-pack';
import { EnforcementLevels } from '../../limits/enforcement/enforcement-levels';
import { AdvertiserLimits } from '../../limits/quotas/advertiser-limits';
import { type TrustFigures, trustOf } from '../../limits/trust/trust-of';
import { type Facts, orFault } from '../core/facts';
import { JudgeText } from '../text/judge-text';

/** Facts of a message that follow from itself, the advertiser and the rules in force; no database is read. */
@Injectable()
export class RequestFacts {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly keys: RecipientKeys,
    private readonly packs: LoadedPacks,
    private readonly limits: AdvertiserLimits,
    private readonly judgeText: JudgeText,
    private readonly levels: EnforcementLevels,
  ) {}

  /** Adds the advertiser, the recipient and the rule pack that applies. */
  resolveRecipient(candidate: Candidate, at: number): Facts {
    return orFault({ candidate, at }, () => this.placed(candidate, at));
  }

  /** Adds the category and doubts of the text. @param known - trust figures of the advertisers whose informative texts are among those to decide on */
  classifyText(placed: Facts, known: ReadonlyMap<string, TrustFigures>): Facts {
    return orFault(placed, () => this.withText(placed, known));
  }

  private placed(candidate: Candidate, at: number): Facts {
    const { advertiserId, to, country, category } = candidate.request;
    const advertiser = this.directory.get(advertiserId) ?? null;
    if (!advertiser) return { candidate, at, advertiser };
    const enforcement = this.levels.of(advertiser, at);
    const known = { candidate, at, advertiser, ...(enforcement && { enforcement }) };
    const phone = readPhone(to, country ?? advertiser.country);
    if (!phone.ok) return { ...known, misdialled: phone.refusal };
    const { e164, region } = phone.value;
    const timeZones = areaCodeZones(e164);
    const recipient: Recipient = { key: this.keys.keyOf(e164), e164, region };
    if (timeZones) recipient.timeZones = timeZones;
    // Where no pack allows adverts, an informative message is judged by the rules of its sender's country.
    const rules =
      this.packs.choice.inForce(region, at) ??
      (category === 'informative' ? this.packs.choice.inForce(advertiser.country, at) : undefined);
    if (!rules) return { ...known, recipient, rules: null };
    const isAllowedCountry = this.limits.allows(advertiser, region, at);
    return { ...known, recipient, rules, pack: packRef(rules), isAllowedCountry };
  }

  private withText(placed: Facts, known: ReadonlyMap<string, TrustFigures>): Facts {
    const { candidate, advertiser, recipient, rules, pack, at } = placed;
    if (!advertiser || !recipient || !rules || !pack) return placed;
    const { advertiserId, category } = candidate.request;
    const trust = category === 'marketing' ? undefined : trustOf(rules.review, known.get(advertiserId), at);
    const trusted = trust ? { trust } : {};
    const judged = this.judgeText.execute({ candidate, advertiser, recipient, rules, pack, ...trusted });
    const isOwnSender = ownsSender(advertiser, judged.text.sender, recipient.region);
    const registration = registrationOf(advertiser, judged.text.sender, recipient.region);
    return { ...placed, ...trusted, ...judged, isOwnSender, ...(registration !== undefined && { registration }) };
  }
}

/** Adds the send time that the rule pack allows where the recipient lives, and the window that is stored beside the decision. */
export function timed(facts: Facts): Facts {
  return orFault(facts, () => {
    const time = timeOf(facts);
    if (!time) return facts;
    return time.when !== 'never' && time.window ? { ...facts, time, window: time.window } : { ...facts, time };
  });
}

function timeOf({ candidate, advertiser, recipient, rules, at }: Facts): SendTime | undefined {
  if (!advertiser || !recipient || !rules) return undefined;
  return sendTime(candidate.request, rules, recipient, at, advertiser.sendingHours);
}
