import { type ConsentCollected, consentsCollected } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Outgoing } from '@stopsms/messaging';

export { type ConsentCollected, consentsCollected };

type Consent = Pick<ConsentCollected, 'grantedAt' | 'source' | 'wording'>;

/** The same consent imported again has the same id, so the ledger keeps it once. */
export const consentIdOf = (advertiserId: string, recipientKey: string, { grantedAt, wording }: Consent): string =>
  deterministicId('consent', advertiserId, recipientKey, String(grantedAt), wording);

/** @param of - `fileRow` as a spreadsheet counts: the header is row 1 */
export function consentRecord(
  of: { consentId: string; recipientKey: string; consent: Consent; fileRow: number },
  book: { id: string; advertiserId: string },
): Outgoing<ConsentCollected> {
  const { consentId, recipientKey, consent, fileRow } = of;
  return {
    key: recipientKey,
    value: {
      consentId,
      recipientKey,
      advertiserId: book.advertiserId,
      ...consent,
      collectedBy: `address book ${book.id}, file row ${fileRow}`,
    },
  };
}
