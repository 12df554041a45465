import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import type { Consent } from './consent';
import { consentDigest } from './sealed-consent';
import { CONSENTS, CONSENTS_SQL } from './consents.store';

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
    const rows = CONSENTS.of(consents, {
      id: ({ consentId }) => consentId,
      recipientKey: ({ recipientKey }) => recipientKey,
      advertiserId: ({ advertiserId }) => advertiserId,
      basis: ({ basis }) => basis,
      grantedAt: ({ grantedAt }) => grantedAt,
      source: ({ source }) => source,
      wording: ({ wording }) => wording,
      collectedBy: ({ collectedBy }) => collectedBy,
      ownAct: ({ ownAct }) => ownAct,
      evidence: ({ evidence }) => JSON.stringify(evidence),
      digest: (consent) => consentDigest(consent, recordedAt),
    });
    const added = await tx.query(CONSENTS_SQL.record, [...rows, recordedAt]);
    return new Set(added.map(({ id }) => id));
  }
}
