import { randomBytes, randomUUID } from 'node:crypto';
import { startService } from '@stopsms/bootstrap';
import { type Advertiser, type OptOutChanged, optOutChanged, webhookSecretContext } from '@stopsms/contracts';
import { SecretSeal } from '@stopsms/kernel';
import { partitionOf } from '@stopsms/messaging';
import { type BedPlan, TestBed, keys, layBed } from '@stopsms/testing';
import { notification } from '../src/app.module';

export const SEALING = { WEBHOOK_SECRETS_KEY: randomBytes(32).toString('base64') };
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** The notification service, with the records of suppression. */
export class Bed extends TestBed {
  static async make(): Promise<Bed> {
    const plan: BedPlan = {
      service: 'notification',
      start: (env, onFatal) => startService(notification, env, onFatal),
    };
    return new Bed(plan, await layBed(plan));
  }

  /** An advertiser with a webhook, whose calls are signed with `secrets`, as campaign would publish it. */
  hooked(webhookUrl: string, secrets = [newSecret()], fields: Partial<Advertiser> = {}): Promise<Advertiser> {
    const id = fields.id ?? randomUUID();
    return this.advertiser({ ...fields, id, webhookUrl, webhookSecrets: sealedSecrets(id, secrets) });
  }

  async optOut(...changes: OptOutChanged[]): Promise<void> {
    await this.put(
      optOutChanged,
      changes.map((value) => ({ key: value.recipientKey, value })),
    );
  }
}

/** Lift by a named person of the platform, on a letter of the recipient. */
export const LIFT = {
  by: 'alice',
  reason: 'a letter',
  document: { kind: 'letter', keptAt: 'x', at: 1, sha256: 'ab'.repeat(32) },
};

/** Secrets as campaign seals them. */
export function sealedSecrets(advertiserId: string, secrets: string[], key = SEALING.WEBHOOK_SECRETS_KEY) {
  const seal = new SecretSeal(key);
  return secrets.map((secret) => {
    const id = randomUUID();
    return { id, sealed: seal.seal(secret, webhookSecretContext(advertiserId, id)) };
  });
}

/** Record of suppression after a STOP by SMS to 36180 meant for `advertiserIds`. */
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

/** Confirmations of a number, as an operator is shown them. */
export const askConfirmations = (url: string, question: object): Promise<Response> =>
  fetch(`${url}/v1/confirmations/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });

export async function confirmationsTo<T>(url: string, phone: string, more: object = {}) {
  const response = await askConfirmations(url, { phone, ...more });
  return (await response.json()) as { items: T[]; nextCursor?: string };
}
