import { randomUUID } from 'node:crypto';
import { type OptOutChanged, optOutChanged } from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import { startService } from '@stopsms/service-kit';
import { type BedPlan, TestBed, keys, layBed } from '@stopsms/testing';
import { notification } from '../src/app.module';

/** The notification service with what suppression tells it. */
export class Bed extends TestBed {
  static async make(): Promise<Bed> {
    const plan: BedPlan = {
      service: 'notification',
      start: (env, onFatal) => startService(notification, env, onFatal),
    };
    return new Bed(plan, await layBed(plan));
  }

  async optOut(change: OptOutChanged): Promise<void> {
    await this.put(optOutChanged, [{ key: change.recipientKey, value: change }]);
  }
}

/** What suppression says after a STOP by SMS to 36180 meant for `advertiserIds`. */
export function stopBySms(msisdn: string, advertiserIds: string[], fields: Partial<OptOutChanged> = {}): OptOutChanged {
  return {
    changeId: randomUUID(),
    recipientKey: keys.keyOf(msisdn),
    change: 'opted-out',
    optOuts: advertiserIds.map((advertiserId) => ({ scope: advertiserId, advertiserId, episodeId: randomUUID() })),
    source: 'sms',
    evidenceId: randomUUID(),
    msisdn,
    region: 'FR',
    code: '36180',
    attributed: true,
    numberKnownTo: advertiserIds,
    position: { partition: partitionOf(optOutChanged, keys.keyOf(msisdn)), offset: '41' },
    at: Date.now(),
    ...fields,
  };
}

export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  const body = (await response.json()) as T;
  if (!response.ok) throw new Error(`GET answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}
