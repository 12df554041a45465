import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, RecipientKey, Uuid } from '../fields';

// Consents arrive with the address book, before any message asks for them; compliance keeps the ledger (decision 0006).
export const consentsCollected = defineTopic({
  name: 'campaign.consents-collected.v1',
  description: 'A consent that came with an imported contact.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    consentId: Uuid('the same contact imported twice gives the same id'),
    recipientKey: RecipientKey,
    advertiserId: AdvertiserId,
    grantedAt: Instant('when the person agreed'),
    source: Type.String({ minLength: 1, description: 'origin of the consent: form, shop, event' }),
    wording: Type.String({ minLength: 1, description: 'text that the person agreed to' }),
    collectedBy: Type.String({
      description:
        'evidence: address book, and row of the file as a spreadsheet counts it: the header of a CSV file is row 1',
    }),
  }),
  cleanup: days(30),
});
export type ConsentCollected = ValueOf<typeof consentsCollected>;
