import { Injectable } from '@nestjs/common';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { type Advertiser, advertiserRecord, advertisers } from '../produces/campaign.advertisers.v1';
import { withSenders } from './senders/approved-senders';

/** Stores an advertiser, new or changed, and tells every service of it. */
@Injectable()
export class StoreAdvertiser {
  constructor(private readonly outbox: Outbox) {}

  store(tx: Tx, advertiser: Advertiser): void {
    tx.send(
      `INSERT INTO advertiser
         (id, name, legal_name, sender, short_code, country, codes, link_hosts, webhook_url, sending_hours, contact, quotas,
          countries, frequency_caps, created_at, registration, entity_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, to_timestamp($15 / 1000.0), $16, $17)
       ON CONFLICT (id) DO UPDATE SET
         name = excluded.name, sender = excluded.sender, codes = excluded.codes, link_hosts = excluded.link_hosts,
         webhook_url = excluded.webhook_url, sending_hours = excluded.sending_hours, contact = excluded.contact,
         registration = excluded.registration, quotas = excluded.quotas, countries = excluded.countries, frequency_caps = excluded.frequency_caps`,
      [
        advertiser.id,
        advertiser.name,
        advertiser.legalName,
        advertiser.sender,
        advertiser.shortCode,
        advertiser.country,
        advertiser.codes,
        advertiser.linkHosts,
        advertiser.webhookUrl ?? null,
        advertiser.sendingHours ?? null,
        advertiser.contact ?? null,
        advertiser.quotas ?? null,
        advertiser.countries ?? null,
        // The driver would make an array of PostgreSQL of it.
        advertiser.frequencyCaps ? JSON.stringify(advertiser.frequencyCaps) : null,
        advertiser.createdAt,
        advertiser.registration ?? null,
        advertiser.entityId ?? null,
      ],
    );
  }

  /**
   * Tells every service of it as it is stored, with its senders, the hashes of its keys and its webhook secrets, sealed.
   * @returns it with its senders alone
   */
  async announce(tx: Tx, stored: Advertiser): Promise<Advertiser> {
    const [advertiser = stored] = await withSenders(tx, [stored]);
    const told = await toldKeys(tx, advertiser.id);
    const webhookSecrets = await tx.query<{ id: string; sealed: string }>(
      'SELECT id, sealed FROM webhook_secret WHERE advertiser_id = $1 AND retired_at IS NULL ORDER BY id',
      [advertiser.id],
    );
    await this.outbox.add(tx, advertisers, [
      advertiserRecord({
        ...advertiser,
        ...told,
        ...(webhookSecrets.length > 0 && { webhookSecrets }),
      }),
    ]);
    return advertiser;
  }
}

interface StoredKey {
  id: string;
  name: string;
  hash: string;
  expiresAt: number | null;
  scopes: string[] | null;
  addresses: string[] | null;
}

/** Its keys that are not revoked: those without limits, and those with. */
async function toldKeys(tx: Tx, advertiserId: string): Promise<Pick<Advertiser, 'keys' | 'limitedKeys'>> {
  const stored = await tx.query<StoredKey>(
    `SELECT id, name, coalesce(limited_hash, hash) AS hash, (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt",
       scopes, addresses
     FROM advertiser_key WHERE advertiser_id = $1 AND revoked_at IS NULL ORDER BY id`,
    [advertiserId],
  );
  const told = stored.map(({ expiresAt, addresses, ...key }) => ({
    ...key,
    ...(expiresAt !== null && { expiresAt }),
    ...(addresses !== null && { addresses }),
  }));
  const keys = told.flatMap(({ scopes, ...key }) => (scopes === null ? [key] : []));
  const limitedKeys = told.flatMap(({ scopes, ...key }) => (scopes === null ? [] : [{ ...key, scopes }]));
  return { ...(keys.length > 0 && { keys }), ...(limitedKeys.length > 0 && { limitedKeys }) };
}
