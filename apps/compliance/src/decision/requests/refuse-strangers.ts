import { Injectable } from '@nestjs/common';
import { CAMPAIGN_NOT_YOURS, PUBLISHER_NOT_ALLOWED, smsRequested } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';
import { type Owners, ownersOf } from '../../waiting/holding/campaign-controls';
import { type RefusedAsking, addRefusedAskings } from '../../produces/compliance.verdicts.v1';
import { CountVerdicts } from './count-verdicts';
import { type Asked, PublisherRights, UNNAMED } from '../publishers/publisher-rights';

type Why = RefusedAsking['why'];

/**
 * Refuses requests that their publisher may not make, before anything else is checked: for an advertiser that it may not send for, or
 * with a campaign that is not known as that advertiser's, which would be counted against the campaign. Nothing is
 * kept of them, so that the id, which another's message may have or get, is not taken: their verdict is published, and that is all.
 */
@Injectable()
export class RefuseStrangers {
  private readonly notAllowed: Counter<'publisher'>;

  constructor(
    private readonly rights: PublisherRights,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly verdicts: CountVerdicts,
    private readonly clock: Clock,
    { registry }: Metrics,
  ) {
    this.notAllowed = new Counter({
      name: 'stopsms_compliance_publisher_refusals_total',
      help: 'Requests for advertisers that their publisher may not send for, or with the campaign of another advertiser',
      labelNames: ['publisher'],
      registers: [registry],
    });
    // A counter that appears with its first event shows no increase for it.
    for (const publisher of [UNNAMED, ...rights.names]) this.notAllowed.inc({ publisher }, 0);
  }

  /** @returns those that may be decided */
  async execute(asked: Asked[]): Promise<Asked[]> {
    const owners = await ownersOf(this.database, campaignsOf(asked));
    const refused: RefusedAsking[] = [];
    const allowed: Asked[] = [];
    for (const each of asked) {
      const why = this.refusalOf(each) ?? this.campaignRefusal(each, owners);
      if (why) refused.push({ ...each, why });
      else allowed.push(each);
    }
    if (refused.length === 0) return allowed;
    const now = this.clock.now();
    await this.database.run((tx) => addRefusedAskings(this.outbox, tx, refused, now));
    for (const { why } of refused) {
      this.verdicts.countRefused(why.code, 1);
      this.notAllowed.inc({ publisher: why.publisher ?? UNNAMED });
    }
    return allowed;
  }

  private refusalOf({ request: { advertiserId }, record: { topic, source } }: Asked): Why | undefined {
    const why = this.rights.refusal({ topic, source, advertiserId });
    return why && { code: PUBLISHER_NOT_ALLOWED, ...why };
  }

  /**
   * Campaign validates its requests, and publishes a campaign's control before its messages; an unknown campaign is accepted on its topic.
   * One of another advertiser is refused everywhere.
   */
  private campaignRefusal({ request, record: { topic } }: Asked, owners: Owners): Why | undefined {
    const { campaignId, advertiserId } = request;
    if (campaignId === undefined) return undefined;
    const owner = owners.get(campaignId);
    if (owner === advertiserId || (owner === undefined && topic === smsRequested.name)) return undefined;
    const detail = `The campaign ${campaignId} is not a started campaign of this advertiser. Omit campaignId, or send a campaign of the advertiser. The message id can be used again. If it was started a moment ago, ask again in a few seconds.`;
    return { code: CAMPAIGN_NOT_YOURS, publisher: this.rights.publisherOf(topic), detail };
  }
}

const campaignsOf = (asked: readonly Asked[]): Set<string> =>
  new Set(asked.flatMap(({ request }) => request.campaignId ?? []));
