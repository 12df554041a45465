import { Injectable } from '@nestjs/common';
import { RecipientKeys } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { recordDigest } from '../../rules/digest/digest';
import { findSealedConsents } from './find-sealed-consents';
import type { ConsentStatus } from './judge-consent-status';
import { erasedConsent } from './sealed-consent';
import { CONSENTS_SQL, DIGESTS } from './consents.store';

type Used = NonNullable<ConsentStatus['consent']>;

/** The digests by which proofs seal the consents that decisions went by. */
@Injectable()
export class ConsentDigests {
  constructor(private readonly keys: RecipientKeys) {}

  /** Asks nothing where all were recorded with their digests. @returns hexadecimal, by consent */
  async of(tx: Tx, used: readonly Used[]): Promise<Map<string, string>> {
    const digests = new Map(used.flatMap(({ consentId, digest }) => (digest ? [[consentId, digest] as const] : [])));
    const ids = [...new Set(used.map(({ consentId }) => consentId))].filter((id) => !digests.has(id));
    if (ids.length === 0) return digests;
    const kept = await findSealedConsents(tx, this.keys, ids);
    const made = [...kept].map(([id, { consent, digest }]) => [id, digest ?? recordDigest(consent)] as const);
    // In one order: another batch may use the same for the first time.
    const sorted = made
      .filter(([id]) => kept.get(id)?.digest === null)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    tx.send(
      CONSENTS_SQL.setDigests,
      DIGESTS.of(sorted, ([id, digest]) => ({ id, digest })),
    );
    for (const [id, digest] of made) digests.set(id, digest);
    // Erased since it was looked at.
    for (const id of ids) if (!digests.has(id)) digests.set(id, recordDigest(erasedConsent(id)));
    return digests;
  }
}
