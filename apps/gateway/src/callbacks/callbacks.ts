import { Inject, Injectable } from '@nestjs/common';
import { type OutboundCall, OutboundClient, type OutboundRules } from '@stopsms/http';
import { LOG, type Log } from '@stopsms/service';
import type { Attempt } from '../deliveries/delivery';

export const CALLBACK_RULES = Symbol('rules of callbacks');

/** Deliveries to one account at once, on each replica. */
const CALLBACKS_AT_ONCE = 16;

/** Returns the capacity of a channel that calls these accounts. */
export const capacityOf = (accounts: readonly { id: string }[]): ReadonlyMap<string, number> =>
  new Map(accounts.map(({ id }) => [id, CALLBACKS_AT_ONCE]));

/** The system has removed the address for good. */
const GONE = 410;

/** Calls the URLs at which systems take receipts and replies. */
@Injectable()
export class Callbacks {
  private readonly client: OutboundClient;

  constructor(@Inject(CALLBACK_RULES) rules: OutboundRules, @Inject(LOG) log: Log) {
    this.client = new OutboundClient(rules);
    // Only production mode needs TLS.
    if (rules.allowPrivate && rules.needTls)
      log.warn('GATEWAY_CALLBACKS_ALLOW_PRIVATE is true: systems may have the gateway call addresses of this network');
  }

  /** Returns why a URL will never be called. */
  refusalOf(url: string): string | undefined {
    return this.client.refusalOf(url);
  }

  /** @throws without a response in time, as `deliver` of a channel may */
  async call(call: OutboundCall): Promise<Attempt> {
    if (this.client.refusalOf(call.url) !== undefined) return 'refused';
    const status = await this.client.call({ ...call, headers: { 'user-agent': 'stopsms-gateway/1', ...call.headers } });
    if (status >= 200 && status < 300) return 'delivered';
    return status === GONE ? 'refused' : 'later';
  }
}
