import { RecipientKeys } from '@stopsms/kernel';
import type { Request } from 'express';
import { onWhom, withAnswer } from './on-whom';

const keys = new RecipientKeys(Buffer.alloc(32, 1).toString('base64'));
const [ADVERTISER, CAMPAIGN, KEY] = [1, 2, 3].map((n) => `0194c1a2-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];
const knowing = { keys, countryOf: (id: string) => (id === ADVERTISER ? 'BE' : undefined) };

const request = (path: string, params: Record<string, string> = {}, body: unknown = undefined, query: object = {}) =>
  ({ route: { path }, params, body, query }) as unknown as Request;

test('the path names the resource and its advertiser', () => {
  expect(onWhom(request('/v1/advertisers/:id/keys/:keyId', { id: ADVERTISER, keyId: KEY }), knowing)).toEqual({
    advertiserId: ADVERTISER,
    resources: [
      { kind: 'advertisers', id: ADVERTISER },
      { kind: 'keys', id: KEY },
    ],
    recipientKeys: [],
  });
});

test.each(['+33639980001', '0639980001', '<script>', 'a'.repeat(200), '33639980001', '../..', ''])(
  'does not repeat a path segment that is not an ID: %s',
  (id) => {
    expect(onWhom(request('/v1/campaigns/:id', { id }), knowing).resources).toEqual([]);
  },
);

test('the path may contain one of our names', () => {
  const { resources } = onWhom(request('/v1/rule-packs/:name/replay', { name: 'FR@2026.2' }), knowing);
  expect(resources).toEqual([{ kind: 'rule-packs', id: 'FR@2026.2' }]);
});

test('two parameters in sequence are distinguished', () => {
  const { resources } = onWhom(
    request('/v1/dead-letters/:topic/:offset/value', { topic: 'sms.requested.v1.dlq', offset: '17' }),
    knowing,
  );
  expect(resources).toEqual([
    { kind: 'dead-letters', id: 'sms.requested.v1.dlq' },
    { kind: 'offset', id: '17' },
  ]);
});

test('ids at the top of the body are recorded, numbers become recipient keys, texts are left out', () => {
  const body = {
    advertiserId: ADVERTISER,
    campaignId: CAMPAIGN,
    addressBookIds: [KEY, 'no id'],
    phone: '0470 12 34 56',
    text: 'appelez le 0470 12 34 56',
  };
  const on = onWhom(request('/v1/consents', {}, body), knowing);
  expect(on).toEqual({
    advertiserId: ADVERTISER,
    resources: [
      { kind: 'advertisers', id: ADVERTISER },
      { kind: 'campaigns', id: CAMPAIGN },
      { kind: 'address-books', id: KEY },
    ],
    recipientKeys: [keys.keyOf('+32470123456')],
  });
  expect(onWhom(request('/v1/consents', {}, body), { ...knowing, keys: undefined }).recipientKeys).toEqual([]);
});

test('an event stays small, whatever the size of the request', () => {
  const phones = Array.from({ length: 5_000 }, (_, n) => `+3363998${String(n).padStart(4, '0')}`);
  const ids = Array.from({ length: 5_000 }, () => CAMPAIGN);
  const on = onWhom(request('/v1/x', {}, { phones, messageIds: ids }), knowing);
  expect([on.recipientKeys.length, on.resources.length]).toEqual([20, 20]);
});

test.each([null, 'text', 7, [], [[]], { phone: { $gt: '' }, advertiserId: [1], toIds: {} }])(
  'a body of any shape is no fault: %j',
  (body) => {
    expect(onWhom(request('/v1/x', {}, body), knowing)).toEqual({ resources: [], recipientKeys: [] });
  },
);

test('the response names the created resource and its advertiser', () => {
  const asked = request('/v1/campaigns', {}, {});
  const on = withAnswer(onWhom(asked, knowing), asked, { id: CAMPAIGN, advertiserId: ADVERTISER }, ['k']);
  expect(on).toEqual({
    advertiserId: ADVERTISER,
    resources: [{ kind: 'campaigns', id: CAMPAIGN }],
    recipientKeys: ['k'],
  });
});
