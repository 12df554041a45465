import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';

/** Why an advertiser may text a person (rules.md 3). */
export const BASES = ['consent', 'soft_opt_in', 'b2b'] as const;
export type Basis = (typeof BASES)[number];

export interface Consent {
  consentId: string;
  recipientKey: string;
  advertiserId: string;
  basis: Basis;
  /** Epoch ms of the person's own act. */
  grantedAt: number;
  source: string;
  wording: string;
  collectedBy: string;
  /** What else proves it: form, language, how the number was verified. */
  evidence: Record<string, string>;
}

/** Adds to the ledger of consents; one recorded before is left as it was. */
@Injectable()
export class RecordConsents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(consents: Consent[]): Promise<void> {
    await this.database.query(
      `INSERT INTO consent (consent_id, recipient_key, advertiser_id, basis, granted_at, source, wording, collected_by, evidence, recorded_at)
       SELECT c.id, c.key, c.advertiser, c.basis, to_timestamp(c.granted / 1000.0), c.source, c.wording, c.collected_by, c.evidence,
         to_timestamp($10 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::float8[], $6::text[], $7::text[], $8::text[], $9::jsonb[])
         AS c(id, key, advertiser, basis, granted, source, wording, collected_by, evidence)
       ON CONFLICT (consent_id) DO NOTHING`,
      [
        consents.map(({ consentId }) => consentId),
        consents.map(({ recipientKey }) => recipientKey),
        consents.map(({ advertiserId }) => advertiserId),
        consents.map(({ basis }) => basis),
        consents.map(({ grantedAt }) => grantedAt),
        consents.map(({ source }) => source),
        consents.map(({ wording }) => wording),
        consents.map(({ collectedBy }) => collectedBy),
        consents.map(({ evidence }) => JSON.stringify(evidence)),
        this.clock.now(),
      ],
    );
  }
}
