import { publisherTopic, smsRequested } from '@stopsms/contracts';
import { PublisherRights } from './publisher-rights';

const [LORANE, BRICOLIS] = ['5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01', '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a02'];
const shop = { name: 'shop', advertisers: new Set([LORANE]), shared: false };
const crm = { name: 'crm', advertisers: '*' as const, shared: false };
const rights = new PublisherRights([shop, crm], false);
const asks = (topic: string, advertiserId: string, source?: string) => ({ topic, source, advertiserId });
const [shops, crms] = ['shop', 'crm'].map((name) => publisherTopic(name).name) as [string, string];

test('a publisher requests only for its advertisers, whatever source its records state', () => {
  expect(rights.refusal(asks(shops, LORANE))).toBeUndefined();
  expect(rights.refusal(asks(crms, BRICOLIS))).toBeUndefined();
  for (const source of [undefined, '/stopsms/campaign', '/crm']) {
    expect(rights.refusal(asks(shops, BRICOLIS, source))).toEqual({
      publisher: 'shop',
      detail: expect.stringMatching(new RegExp(`^shop may not publish for advertiser ${BRICOLIS}\\. Ask an operator`)),
    });
  }
});

test('the campaign topic accepts campaign’s requests, and others only if it is open', () => {
  expect(rights.refusal(asks(smsRequested.name, BRICOLIS, '/stopsms/campaign'))).toBeUndefined();
  for (const source of [undefined, '', '/stopsms/campaigns', '/shop']) {
    expect(rights.refusal(asks(smsRequested.name, LORANE, source))).toEqual({
      publisher: undefined,
      detail: expect.stringMatching(/^sms\.requested\.v1 belongs to campaign\. /),
    });
    const named = { name: 'old', advertisers: '*' as const, shared: true };
    for (const open of [new PublisherRights([shop], true), new PublisherRights([shop, named], false)]) {
      expect(open.refusal(asks(smsRequested.name, LORANE, source))).toBeUndefined();
    }
  }
});

test('a topic without a publisher is never attributed to one', () => {
  expect(() => rights.refusal(asks(publisherTopic('gone').name, LORANE))).toThrow('no publisher');
});

test('reads the topics of publishers and the gateway, and none of one that writes campaign’s topic', () => {
  const old = { name: 'old', advertisers: '*' as const, shared: true };
  const { topics } = new PublisherRights([shop, old, crm], false);
  expect(topics.map(({ name }) => name)).toEqual([publisherTopic('gateway').name, shops, crms]);
});
