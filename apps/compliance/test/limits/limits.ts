import { randomUUID } from 'node:crypto';
import { type Advertiser, type SmsRequested, advertisers, smsRequested } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import type { Bed } from '../bed';
import { LORANE, REMINDER, requestOf } from '../fixtures';

interface Quotas {
  day: { limit: number | null; used: number; startsAt: string; endsAt: string };
  month: { limit: number | null; used: number; startsAt: string; endsAt: string };
  countries: string[] | null;
  frequencyCaps: { adverts: number; hours: number }[];
}

export const REFUSED = { verdict: 'refused', code: 'QUOTA_EXCEEDED' };

/** Advertisers with limits, and informative messages for them, which need no consent. */
export class Limited {
  constructor(private readonly bed: () => Bed) {}

  /** Publishes a new or changed advertiser. */
  async advertiser(fields: Partial<Advertiser> = {}): Promise<Advertiser> {
    const advertiser = { ...LORANE, id: randomUUID(), ...fields };
    await this.bed().send(advertisers, advertiser.id, advertiser);
    return advertiser;
  }

  /** Waits until compliance knows of a change. */
  async changed(advertiser: Advertiser, known: (quotas: Quotas) => boolean): Promise<void> {
    await this.advertiser(advertiser);
    await eventually('the change is known', async () => known(await this.quotas(advertiser)));
  }

  request = ({ id }: Advertiser, more: Partial<SmsRequested> = {}): SmsRequested =>
    requestOf({ advertiserId: id, category: 'informative', text: REMINDER, ...more });

  requests = (advertiser: Advertiser, count: number): SmsRequested[] =>
    Array.from({ length: count }, () => this.request(advertiser));

  ask = ({ id }: Advertiser, more: Partial<SmsRequested> = {}): Promise<string> =>
    this.bed().ask({ advertiserId: id, category: 'informative', text: REMINDER, ...more });

  /** Publishes requests in one partition, so that they are decided in their order; returns their ids. */
  async inOrder(requests: SmsRequested[]): Promise<string[]> {
    await this.bed().put(
      smsRequested,
      requests.map((value) => ({ key: value.id, value, partition: 0 })),
    );
    return requests.map(({ id }) => id);
  }

  /** The first verdict of each, its code where it was not cleared. */
  verdicts = (ids: string[]): Promise<string[]> =>
    Promise.all(ids.map(async (id) => ((verdict) => verdict.code ?? verdict.verdict)(await this.bed().verdict(id))));

  async quotas({ id }: Advertiser, headers: Record<string, string> = {}): Promise<Quotas> {
    const answer = await fetch(`${this.bed().url}/v1/advertisers/${id}/quotas`, { headers });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Quotas;
  }

  used = async (advertiser: Advertiser): Promise<number> => (await this.quotas(advertiser)).day.used;
}
