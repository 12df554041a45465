import { Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { AddDeliveries, type Call } from './add-deliveries';
import { KnownAdvertisers } from '../advertisers/known-advertisers';
import { advertiserIdsOf } from '../confirmations/plan-confirmation';

type Changes = { change: OptOutChanged; traceparent: string }[];

const EVERYONE = '*';

/**
 * Notes whom to tell of each change: the advertisers it names, or all for `*`, as far as they gave a webhook URL. An opt-out holds for all
 * accounts of a legal entity; a return is to the account that it names.
 */
@Injectable()
export class QueueWebhooks {
  constructor(
    private readonly add: AddDeliveries,
    private readonly advertisers: KnownAdvertisers,
  ) {}

  async execute(changes: Changes): Promise<void> {
    await this.advertisers.expect(changes.flatMap(({ change }) => advertiserIdsOf(change)));
    await this.add.execute(changes.flatMap((each) => this.callsOf(each)));
  }

  private callsOf({ change: event, traceparent }: Changes[number]): Call[] {
    const { changeId, change, source, recipientKey, msisdn = null, numberKnownTo = [], at } = event;
    const scopes = event.optOuts.map(({ scope }) => scope);
    const concerned = scopes.includes(EVERYONE)
      ? this.advertisers.all()
      : change === 'returned' || !scopes.some((scope) => !scope.includes('/'))
        ? this.advertisers.pick(advertiserIdsOf(event))
        : this.advertisers.pickWithAccounts(advertiserIdsOf(event));
    return concerned.map((advertiser) => ({
      advertiser,
      told: {
        changeId,
        type: 'opt-out.changed',
        change,
        scope: widest(scopes, advertiser.id),
        source,
        recipientKey,
        // STOP ALL, or STOP to a code of many, is no reason to give a number to whoever never had it.
        msisdn: numberKnownTo.includes(advertiser.id) ? msisdn : null,
        data: null,
        at,
        traceparent,
      },
    }));
  }
}

/** Of several scopes that concern an advertiser, the one that contains the others. */
function widest(scopes: string[], advertiserId: string): string {
  if (scopes.includes(EVERYONE)) return EVERYONE;
  if (scopes.includes(advertiserId)) return advertiserId;
  return scopes.find((scope) => scope.startsWith(`${advertiserId}/`)) ?? advertiserId;
}
