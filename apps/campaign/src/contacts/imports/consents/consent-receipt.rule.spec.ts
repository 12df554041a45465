import type { DateForm } from '@stopsms/kernel';
import { contactOfReceipt, isConsentReceipt } from './consent-receipt.rule';
import { readConsent } from './read-consent.rule';

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

test('reads number, time of the latest event, wording and source from a consent record', () => {
  expect(isConsentReceipt(RECEIPT)).toBe(true);
  expect(contactOfReceipt(RECEIPT)).toEqual({
    phone: '+33639980012',
    consent_at: '2026-03-02T09:30:00Z',
    consent_source: 'web form, consent record c7f1',
    consent_wording: 'Offres de Lorane par SMS – https://lorane.example/sms-v3',
    consent_state: 'consent_given',
  });
});

test('the latest event decides, in any order of events', () => {
  const event = [
    { eventTime: '2026-05-02T09:30:00Z', eventState: 'consent_withdrawn' },
    { eventTime: '2026-03-02T09:30:00Z', eventState: 'consent_given' },
  ];
  expect(contactOfReceipt({ ...RECEIPT, event })).toMatchObject({ consent_state: 'no' });
});

test('uses the identifier of the principal as the number if no party has one', () => {
  const { party_identification: _, ...rest } = RECEIPT;
  expect(contactOfReceipt({ ...rest, pii_principal_id: 'tel:+33639980013' })).toMatchObject({ phone: '+33639980013' });
});

test('processing on another legal basis is not a consent', () => {
  const purposes = [{ purpose: 'Livraison', lawful_basis: 'contract' }];
  expect(contactOfReceipt({ ...RECEIPT, purposes })).toMatchObject({ consent_state: 'no' });
});

const GIVEN = { event_time: '2026-02-04T09:30:00Z', event_state: 'ConsentGiven' };
const WITHDRAWN = { event_time: '2026-04-25T09:30:00Z', event_state: 'ConsentWithdrawn' };
const SMS = { purpose: 'Offres par SMS', lawful_basis: 'consent' };
const EMAIL = { purpose: 'Offres par e-mail', lawful_basis: 'consent' };
const { purposes: _purposes, event: _event, ...HEAD } = RECEIPT;
const isConsent = (record: object, dates?: DateForm): boolean => {
  const { consent_at: at = '', consent_state: state = '' } = contactOfReceipt({ ...HEAD, ...record }, dates);
  const read = readConsent({ at, source: 'form', wording: 'w', state }, Date.parse('2026-11-25T10:00:00Z'), dates);
  return read.ok && read.value !== undefined;
};
const at = (event_time: string | number, event_state: string) => ({ event_time, event_state });

test.each<[string, DateForm, object[]]>([
  ['dmy', 'dmy', [at('04/02/2026', 'given'), at('25/04/2026', 'withdrawn')]],
  ['dmy that American eyes order otherwise', 'dmy', [at('12/03/2026', 'given'), at('05/04/2026', 'withdrawn')]],
  ['mdy', 'mdy', [at('03/12/2026', 'given'), at('04/05/2026', 'withdrawn')]],
  ['epoch', 'epoch', [at(1770000000, 'given'), at(1777000000, 'withdrawn')]],
  ['epoch in seconds and milliseconds', 'epoch', [at('1770000000000', 'given'), at('1777000000', 'withdrawn')]],
  ['one instant for both', 'dmy', [at('04/02/2026', 'given'), at('04/02/2026', 'withdrawn')]],
  ['no date of the withdrawal', 'dmy', [at('04/02/2026', 'given'), { event_state: 'withdrawn' }]],
  ['no date that can be read', 'dmy', [at('04/02/2026', 'given'), at('spring', 'withdrawn')]],
  ['a yes without a readable date', 'dmy', [at('04/02/2026', 'given'), at('spring', 'given')]],
  ['epoch under dmy', 'dmy', [at(1770000000, 'given')]],
])('events with %s are not a consent, in either order', (_, dates, event) => {
  for (const events of [event, event.toReversed()])
    expect(isConsent({ purposes: [SMS], event: events }, dates)).toBe(false);
});

test.each<[string, DateForm, object[]]>([
  ['dmy', 'dmy', [at('25/04/2026', 'given'), at('04/02/2026', 'withdrawn')]],
  ['mdy', 'mdy', [at('04/05/2026', 'given'), at('03/12/2026', 'withdrawn')]],
  ['epoch', 'epoch', [at(1777000000, 'given'), at(1770000000, 'requested')]],
])('events with %s are a consent if the latest one agrees, in either order', (_, dates, event) => {
  for (const events of [event, event.toReversed()])
    expect(isConsent({ purposes: [SMS], event: events }, dates)).toBe(true);
});

test.each<[string, object]>([
  [
    'SMS withdrawn, e-mail given',
    {
      purposes: [
        { ...SMS, event: [WITHDRAWN] },
        { ...EMAIL, event: [at('2026-05-01', 'given')] },
      ],
    },
  ],
  ['an e-mail purpose only', { purposes: [EMAIL], event: [GIVEN] }],
  [
    'consent to cookies, contract for SMS',
    {
      purposes: [
        { purpose: 'Cookies', lawful_basis: 'consent' },
        { ...SMS, lawful_basis: 'contract' },
      ],
      event: [GIVEN],
    },
  ],
  ['two bases of one purpose', { purposes: [{ ...SMS, lawful_basis: ['consent', 'contract'] }], event: [GIVEN] }],
  [
    'a basis that mentions consent',
    { purposes: [{ ...SMS, lawful_basis: 'legitimate interest, no consent' }], event: [GIVEN] },
  ],
  ['a basis that cannot be read', { purposes: [{ ...SMS, lawful_basis: { x: 1 } }], event: [GIVEN] }],
  [
    'services apart',
    {
      services: [
        { purposes: [SMS], event: [GIVEN, WITHDRAWN] },
        { purposes: [EMAIL], event: [at('2026-05-01', 'given')] },
      ],
    },
  ],
  [
    'events that name purposes',
    {
      purposes: [SMS, EMAIL],
      event: [
        { ...WITHDRAWN, purpose: 'Offres par SMS' },
        { ...at('2026-05-01', 'given'), purpose: 'Offres par e-mail' },
      ],
    },
  ],
  [
    'events with identifiers',
    {
      purposes: [
        { ...SMS, purpose_id: 'p1' },
        { ...EMAIL, purpose_id: 'p2' },
      ],
      event: [
        { ...WITHDRAWN, purpose_id: 'p1' },
        { ...at('2026-05-01', 'given'), purpose_id: 'p2' },
      ],
    },
  ],
  ['an identifier in purpose', { purposes: [{ ...SMS, id: 'p1' }], event: [GIVEN, { ...WITHDRAWN, purpose: 'p1' }] }],
  ['a withdrawal of an unknown purpose', { purposes: [SMS], event: [GIVEN, { ...WITHDRAWN, purpose_id: 'x' }] }],
  ['a withdrawal of the whole record', { purposes: [{ ...SMS, event: [GIVEN] }], event: [WITHDRAWN] }],
  ['SMS that are excluded', { purposes: [{ ...SMS, purpose: 'E-mails, pas de SMS' }], event: [GIVEN] }],
  ['no event', { purposes: [SMS] }],
  ['no state', { purposes: [SMS], event: [{ event_time: '2026-02-04' }] }],
  ['no purpose', { event: [GIVEN] }],
  ['two spellings of one state', { purposes: [SMS], event: [{ ...GIVEN, eventState: 'withdrawn' }] }],
  ['an implied consent', { purposes: [SMS], event: [{ ...GIVEN, event_type: 'implied' }] }],
  [
    'a state that is an object',
    { purposes: [SMS], event: [{ ...GIVEN, event_state: { '@id': 'dpv:ConsentRefused' } }] },
  ],
  ['more than is read', { purposes: [SMS], event: [GIVEN], more: Array.from({ length: 600 }, () => ({})) }],
])('a record with %s is not a consent', (_, record) => expect(isConsent(record)).toBe(false));

test.each<[string, object]>([
  ['one event for all purposes', { purposes: [SMS, EMAIL], event: [GIVEN] }],
  [
    'events of each purpose',
    {
      purposes: [
        { ...SMS, event: [GIVEN] },
        { ...EMAIL, event: [WITHDRAWN] },
      ],
    },
  ],
  ['a section of events', { pii_processing: { purposes: [SMS] }, events_section: { events: [GIVEN] } }],
  ['a contract for e-mail', { purposes: [SMS, { ...EMAIL, lawful_basis: 'contract' }], event: [GIVEN] }],
  [
    'identifiers of DPV',
    {
      purposes: [{ purpose: 'SMS offers', lawful_basis: 'dpv:Consent' }],
      event: [{ ...GIVEN, event_state: { '@id': 'dpv:ConsentGiven' } }],
    },
  ],
  [
    'a basis of the record',
    { lawful_basis: 'explicit_consent', purposes: ['Text messages', 'Cookies'], event: [GIVEN] },
  ],
  ['no basis', { purposes: [{ purpose: 'Offres par SMS' }], event: [GIVEN] }],
])('a record with %s is a consent', (_, record) => expect(isConsent(record)).toBe(true));

test.each<[string, object[], string]>([
  ['a contact for rights', [{ party_role: 'Data subject rights contact', party_phone: '+33142000001' }], 'customer-12'],
  [
    'a contact with the identifier of the person',
    [{ party_id: 'customer-12', party_role: 'Data subject contact', party_phone: '+33142000001' }],
    'customer-12',
  ],
  [
    'a representative',
    [{ party_role: 'representative of the PII principal', party_phone: '+33142000001' }],
    'customer-12',
  ],
  [
    'two persons',
    [
      { party_role: 'data subject', party_phone: '+33639980012' },
      { party_role: 'data subject', party_phone: '+33639980013' },
    ],
    '',
  ],
  [
    'the person beside a contact',
    [
      { party_role: 'Data subject rights contact', party_phone: '+33142000001' },
      { party_role: 'dpv:DataSubject', party_phone: '+33639980012' },
    ],
    '+33639980012',
  ],
  ['an identifier alone', [{ party_id: 'customer-12', party_phone: '+33639980012' }], '+33639980012'],
])('reads the number of %s', (_, party_identification, phone) => {
  expect(contactOfReceipt({ ...HEAD, party_identification })).toMatchObject({ phone });
});

test('a record that is nested too deeply yields no fields', () => {
  let deep: object = { event_time: '2026-03-02T09:30:00Z' };
  for (let n = 0; n < 20_000; n += 1) deep = { deep };
  expect(contactOfReceipt({ record_id: 'x', deep })).toMatchObject({ phone: '', consent_at: '' });
});

test('a flat contact is not a consent record', () => {
  expect(isConsentReceipt({ phone: '+33639980012', consent_at: '2026-03-02' })).toBe(false);
});
