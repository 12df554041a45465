import { randomUUID } from 'node:crypto';
import { type SmsRequested, smsRequested } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';
import { SHORT_CODE, msisdn } from './audience';
import type { Product } from './product';

export interface Adverts {
  advertiserId: string;
  /** Numbers taken in turn. */
  recipients: number;
  /** Different texts taken in turn: 1 is a campaign, many are personalised. */
  texts: number;
}

/** Asks for adverts as any internal service may: one record each on `sms.requested.v1`. */
export class Requests {
  private made = 0;

  constructor(
    private readonly product: Product,
    private readonly adverts: Adverts,
  ) {}

  async send(count: number): Promise<void> {
    const records = Array.from({ length: count }, () => this.next());
    await this.product.publisher.publish(smsRequested, records);
  }

  /** @param atOnce - as many in one call, so that not all are made before the first is written */
  async sendAll(count: number, atOnce: number): Promise<void> {
    for (let sent = 0; sent < count; sent += atOnce) await this.send(Math.min(atOnce, count - sent));
  }

  /** As many texts to the same recipients, for a program that is no part of the product. */
  plain(count: number): { to: string; text: string }[] {
    return Array.from({ length: count }, () => this.next().value);
  }

  private next(): Outgoing<SmsRequested> {
    const { advertiserId, recipients, texts } = this.adverts;
    const n = this.made++;
    const id = randomUUID();
    const text = `Lorane : -20% sur tout le magasin ce week-end, offre ${n % texts}. STOP ${SHORT_CODE}`;
    return {
      key: id,
      value: { id, advertiserId, category: 'marketing', to: msisdn(n % recipients), country: 'FR', text },
    };
  }
}
