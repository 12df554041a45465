import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { type Advertiser, advertiserRecord, advertisers } from '../produces/campaign.advertisers.v1';
import { newId } from './page';

export interface NewAdvertiser {
  name: string;
  legalName: string;
  sender: string;
  shortCode: string;
  country: string;
  codes: string[];
  linkHosts: string[];
  webhookUrl?: string | undefined;
}

/** Stores a legal entity for which texts are sent, and tells every service of it. */
@Injectable()
export class CreateAdvertiser {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Tx, { webhookUrl, ...given }: NewAdvertiser): Promise<Advertiser> {
    const now = this.clock.now();
    const advertiser: Advertiser = {
      id: newId(now),
      ...given,
      codes: [...new Set([given.shortCode, ...given.codes])],
      linkHosts: [...new Set(given.linkHosts)],
      ...(webhookUrl === undefined ? {} : { webhookUrl }),
      createdAt: now,
    };
    await tx.query(
      `INSERT INTO advertiser
         (id, name, legal_name, sender, short_code, country, codes, link_hosts, webhook_url, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0))`,
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
        now,
      ],
    );
    await this.outbox.add(tx, advertisers, [advertiserRecord(advertiser)]);
    return advertiser;
  }
}
