import { Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { ALL_ADVERTISERS } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { advertiserIdsOf } from '../confirmations/plan-confirmation';
import { AddDeliveries, type Call } from './add-deliveries';

type Changes = { change: OptOutChanged; traceparent: string }[];

/**
 * Queues calls about each change to the advertisers it names, or to all for `*`, as far as they gave a webhook URL. An opt-out holds for all
 * accounts of a legal entity; a return is to the account that it names.
 */
@Injectable()
export class QueueOptOutWebhooks {
  constructor(
    private readonly add: AddDeliveries,
    private readonly advertisers: CurrentAdvertisers,
  ) {}

  async execute(tx: Tx, changes: Changes): Promise<void> {
    await this.add.execute(
      tx,
      changes.flatMap((each) => this.callsOf(each)),
    );
  }

  private callsOf({ change: event, traceparent }: Changes[number]): Call[] {
    const { changeId, change, source, recipientKey, msisdn = null, numberKnownTo = [], at } = event;
    const scopes = event.optOuts.map(({ scope }) => scope);
    const concerned = scopes.includes(ALL_ADVERTISERS)
      ? this.advertisers.all()
      : change === 'returned' || !scopes.some((scope) => !scope.includes('/'))
        ? this.advertisers.pick(advertiserIdsOf(event))
        : this.advertisers.pickWithAccounts(advertiserIdsOf(event));
    return concerned.map((advertiser) => ({
      advertiser,
      event: {
        changeId,
        type: 'opt-out.changed',
        change,
        scope: widest(scopes, advertiser.id),
        source,
        recipientKey,
        // STOP ALL, or STOP to a shared code, is no reason to give a number to an advertiser that does not have it.
        msisdn: numberKnownTo.includes(advertiser.id) ? msisdn : null,
        data: null,
        at,
        traceparent,
      },
    }));
  }
}

/** Returns the one of several scopes of an advertiser that contains the others. */
function widest(scopes: string[], advertiserId: string): string {
  if (scopes.includes(ALL_ADVERTISERS)) return ALL_ADVERTISERS;
  if (scopes.includes(advertiserId)) return advertiserId;
  return scopes.find((scope) => scope.startsWith(`${advertiserId}/`)) ?? advertiserId;
}
