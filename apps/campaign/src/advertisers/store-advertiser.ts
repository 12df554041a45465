import { Injectable } from '@nestjs/common';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { type Advertiser, advertiserRecord, advertisers } from '../produces/campaign.advertisers.v1';
import { ADVERTISERS_SQL } from './advertisers.store';
import { ADVERTISER_KEYS_SQL } from './keys/advertiser-keys.store';
import { WEBHOOK_SECRETS_SQL } from './webhooks/webhook-secrets.store';
import { withSenders } from './senders/approved-senders';

/** Stores an advertiser, new or changed, and publishes it. */
@Injectable()
export class StoreAdvertiser {
  constructor(private readonly outbox: Outbox) {}

  store(tx: Tx, advertiser: Advertiser): void {
    const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
    const { id, name, legalName, sender, shortCode, country, codes, linkHosts } = advertiser;
    const { webhookUrl, sendingHours, contact, quotas, countries, frequencyCaps } = advertiser;
    const { createdAt, registration, entityId } = advertiser;
    tx.send(ADVERTISERS_SQL.store, [
      ...([id, name, legalName, sender, shortCode, country, codes, linkHosts] as const),
      ...([webhookUrl ?? null, json(sendingHours), contact ?? null, json(quotas), countries ?? null] as const),
      ...([json(frequencyCaps), createdAt, registration ?? null, entityId ?? null] as const),
    ]);
  }

  /**
   * Publishes it as it is stored, with its senders, the hashes of its keys and its webhook secrets, sealed.
   * @returns it with its senders alone
   */
  async announce(tx: Tx, stored: Advertiser): Promise<Advertiser> {
    const [advertiser = stored] = await withSenders(tx, [stored]);
    const published = await publishedKeys(tx, advertiser.id);
    const webhookSecrets = await tx.query(WEBHOOK_SECRETS_SQL.inUse, [advertiser.id]);
    await this.outbox.add(tx, advertisers, [
      advertiserRecord({
        ...advertiser,
        ...published,
        ...(webhookSecrets.length > 0 && { webhookSecrets }),
      }),
    ]);
    return advertiser;
  }
}

/** Its keys that are not revoked: those without limits, and those with. */
async function publishedKeys(tx: Tx, advertiserId: string): Promise<Pick<Advertiser, 'keys' | 'limitedKeys'>> {
  const stored = await tx.query(ADVERTISER_KEYS_SQL.published, [advertiserId]);
  const published = stored.map(({ expiresAt, addresses, ...key }) => ({
    ...key,
    ...(expiresAt !== null && { expiresAt }),
    ...(addresses !== null && { addresses }),
  }));
  const keys = published.flatMap(({ scopes, ...key }) => (scopes === null ? [key] : []));
  const limitedKeys = published.flatMap(({ scopes, ...key }) => (scopes === null ? [] : [{ ...key, scopes }]));
  return { ...(keys.length > 0 && { keys }), ...(limitedKeys.length > 0 && { limitedKeys }) };
}
