import { contactOfReceipt, isConsentReceipt } from './consent-receipt.rule';

const RECEIPT = {
  schema_version: '1.0',
  record_id: 'c7f1',
  pii_principal_id: 'customer-12',
  privacy_notice: 'https://lorane.example/sms-v3',
  purposes: [{ purpose: 'Offres de Lorane par SMS', lawful_basis: 'consent', collection_method: 'web form' }],
  party_identification: [
    { party_id: 'lorane', party_role: 'PII controller', party_phone: '+33142000000' },
    { party_id: 'customer-12', party_role: 'PII principal', party_phone: '+33639980012' },
  ],
  event: [{ event_time: '2026-03-02T09:30:00Z', event_type: 'explicit', event_state: 'consent_given' }],
};

test('a consent record has the number of its principal, the time of its latest event, its wording and its source', () => {
  expect(isConsentReceipt(RECEIPT)).toBe(true);
  expect(contactOfReceipt(RECEIPT)).toEqual({
    phone: '+33639980012',
    consent_at: '2026-03-02T09:30:00Z',
    consent_source: 'web form, consent record c7f1',
    consent_wording: 'Offres de Lorane par SMS – https://lorane.example/sms-v3',
    consent_state: 'consent_given',
  });
});

test('the latest event decides, in whatever order events are', () => {
  const event = [
    { eventTime: '2026-05-02T09:30:00Z', eventState: 'consent_withdrawn' },
    { eventTime: '2026-03-02T09:30:00Z', eventState: 'consent_given' },
  ];
  expect(contactOfReceipt({ ...RECEIPT, event })).toMatchObject({ consent_state: 'consent_withdrawn' });
});

test('the identifier of the principal is its number where no party has one', () => {
  const { party_identification: _, ...rest } = RECEIPT;
  expect(contactOfReceipt({ ...rest, pii_principal_id: 'tel:+33639980013' })).toMatchObject({ phone: '+33639980013' });
});

test('processing on another basis is no consent', () => {
  const purposes = [{ purpose: 'Livraison', lawful_basis: 'contract' }];
  expect(contactOfReceipt({ ...RECEIPT, purposes })).toMatchObject({ consent_state: 'no' });
});

test('a record that nests without end has nothing to give', () => {
  let deep: object = { event_time: '2026-03-02T09:30:00Z' };
  for (let n = 0; n < 20_000; n += 1) deep = { deep };
  expect(contactOfReceipt({ record_id: 'x', deep })).toMatchObject({ phone: '', consent_at: '' });
});

test('a flat contact is no consent record', () => {
  expect(isConsentReceipt({ phone: '+33639980012', consent_at: '2026-03-02' })).toBe(false);
});
