import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import type { Consent } from './consent';
import { consentDigest } from './sealed-consent';

/** SQL: whether a consent is the person's START from the handset, which we saw ourselves; others are told to us. */
export const IS_START = `own_act AND evidence ? 'replyId'`;

/** Adds to the ledger of consents; one recorded before is left as it was. */
@Injectable()
export class RecordConsents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(consents: Consent[]): Promise<void> {
    await this.database.run((tx) => this.within(tx, consents));
  }

  /** @returns the ids of those that were not known yet */
  async within(tx: Tx, consents: Consent[]): Promise<Set<string>> {
    if (consents.length === 0) return new Set();
    const recordedAt = this.clock.now();
    const added = await tx.query<{ consent_id: string }>(
      `INSERT INTO consent (consent_id, recipient_key, advertiser_id, basis, granted_at, source, wording, collected_by, own_act, evidence, recorded_at, digest)
       SELECT c.id, c.key, c.advertiser, c.basis, to_timestamp(c.granted / 1000.0), c.source, c.wording, c.collected_by, c.own_act, c.evidence,
         to_timestamp($11 / 1000.0), c.digest
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::float8[], $6::text[], $7::text[], $8::text[], $9::bool[], $10::jsonb[], $12::bytea[])
         AS c(id, key, advertiser, basis, granted, source, wording, collected_by, own_act, evidence, digest)
       ON CONFLICT (consent_id) DO NOTHING RETURNING consent_id`,
      [
        consents.map(({ consentId }) => consentId),
        consents.map(({ recipientKey }) => recipientKey),
        consents.map(({ advertiserId }) => advertiserId),
        consents.map(({ basis }) => basis),
        consents.map(({ grantedAt }) => grantedAt),
        consents.map(({ source }) => source),
        consents.map(({ wording }) => wording),
        consents.map(({ collectedBy }) => collectedBy),
        consents.map(({ ownAct }) => ownAct),
        consents.map(({ evidence }) => JSON.stringify(evidence)),
        recordedAt,
        consents.map((consent) => consentDigest(consent, recordedAt)),
      ],
    );
    return new Set(added.map(({ consent_id }) => consent_id));
  }
}
