import { Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import { RecipientKeys, areaCodeZones, countryOfRegion, readPhone } from '@stopsms/kernel';
import { AdvertiserDirectory, ownsSender } from '@stopsms/service-kit';
import { LoadedPacks } from '../packs/load-rule-packs';
import { type RulePack, packName } from '../packs/rule-pack';
import { type Trust, type TrustFigures, standingOf } from '../trust/standing-of';
import type { Candidate, Decision, PackRef, Recipient } from './decision';
import type { DecisionReason } from '../reasons/decision-reasons';
import { AdvertiserLimits } from '../quotas/advertiser-limits';
import { countryNotAllowed } from '../quotas/limit-reasons';
import { JudgeText, type JudgedText } from './judge-text';

/** A message of which everything is in order that does not depend on the recipient's consent or on the hour. */
export interface Examined {
  candidate: Candidate;
  advertiser: Advertiser;
  recipient: Recipient;
  rules: RulePack;
  pack: PackRef;
  judged: JudgedText;
  /** Of the advertiser of a text that is no advert by its declaration. */
  trust?: Trust;
}

/** Who asks, who is written to, and under which rules. */
export type Placed = Omit<Examined, 'judged' | 'trust'>;

type Refused = { refused: Decision };

/** What can be told of a message from itself, the advertiser and the rules in force. */
@Injectable()
export class Examine {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly keys: RecipientKeys,
    private readonly packs: LoadedPacks,
    private readonly judgeText: JudgeText,
    private readonly limits: AdvertiserLimits,
  ) {}

  /** @param known - of the advertisers whose informative texts are among those to decide on */
  execute(candidate: Candidate, now: number, known: ReadonlyMap<string, TrustFigures>): Examined | Refused {
    const placed = this.place(candidate, now);
    if ('refused' in placed) return placed;
    const { advertiserId, category } = candidate.request;
    const trust = category === 'marketing' ? undefined : standingOf(placed.rules.review, known.get(advertiserId), now);
    const trusted = { ...placed, ...(trust && { trust }) };
    const judged = this.judgeText.execute(trusted);
    if (!judged.ok) {
      const { reading, ...reason } = judged.refusal;
      return refuse({ ...trusted, ...(reading && { reading }) }, now, reason);
    }
    const { sender, reading } = judged.value;
    if (ownsSender(placed.advertiser, sender, placed.recipient.region)) return { ...trusted, judged: judged.value };
    return refuse({ ...trusted, reading }, now, senderNotYours(placed.advertiser, sender, placed.recipient.region));
  }

  place(candidate: Candidate, now: number): Placed | Refused {
    const { advertiserId, to, country, category } = candidate.request;
    const advertiser = this.directory.get(advertiserId);
    if (!advertiser) {
      const detail = `No advertiser has the id ${advertiserId}. Create it with POST /v1/advertisers of campaign, then ask again with a new message id.`;
      return refuse({ candidate }, now, { code: 'ADVERTISER_UNKNOWN', detail });
    }
    const phone = readPhone(to, country ?? advertiser.country);
    if (!phone.ok) return refuse({ candidate }, now, phone.refusal);
    const { e164, region } = phone.value;
    const timeZones = areaCodeZones(e164);
    const recipient = { key: this.keys.keyOf(e164), e164, region, ...(timeZones && { timeZones }) };
    // Where no pack allows adverts, an informative message is judged by the rules of its sender's country.
    const rules =
      this.packs.choice.inForce(region, now) ??
      (category === 'informative' ? this.packs.choice.inForce(advertiser.country, now) : undefined);
    if (!rules) {
      const detail = `Adverts to ${region} are refused: no rule pack for it is in force. Send to other countries, or ask for the pack.`;
      return refuse({ candidate, recipient }, now, { code: 'PACK_MISSING', detail });
    }
    const pack = packRef(rules);
    if (this.limits.allows(advertiser, region, now)) return { candidate, advertiser, recipient, rules, pack };
    return refuse({ candidate, recipient, pack }, now, countryNotAllowed(advertiser, region));
  }
}

/** By HTTP or by Kafka, an advert or not: nobody writes in another's name. */
export const senderNotYours = ({ name }: Advertiser, sender: string, region: string): DecisionReason => ({
  code: 'SENDER_NOT_YOURS',
  detail: `"${sender}" is not an approved sender of ${name} in ${countryOfRegion(region)}. Ask for it by POST /v1/advertisers/:id/senders of campaign, or leave sender out; then ask again with a new message id.`,
});

const refuse = (known: Omit<Decision, 'at' | 'outcome'>, at: number, reason: DecisionReason): Refused => {
  const { candidate, recipient, pack, reading, trust } = known;
  return {
    refused: {
      candidate,
      at,
      outcome: { verdict: 'refused', ...reason },
      ...(recipient && { recipient }),
      ...(pack && { pack }),
      ...(reading && { reading }),
      ...(trust && { trust }),
    },
  };
};

export const packRef = (rules: RulePack): PackRef => ({ id: packName(rules), hash: rules.hash });
