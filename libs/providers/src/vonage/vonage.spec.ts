import { createHash, createHmac } from 'node:crypto';
import accepted from './fixtures/accepted.json';
import inParts from './fixtures/accepted-in-parts.json';
import optedOut from './fixtures/receipt-opted-out.json';
import receipt from './fixtures/receipt.json';
import refusedSender from './fixtures/refused.json';
import replyPart from './fixtures/reply-part.json';
import { vonageAdapter } from './adapter';
import { vonageCallbacks } from './callbacks';
import { signedText } from './signature';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const REFERENCE = '5b0e2f3c-4d4c-4c2e-9f6f-7c0a9a110f2d';
const SECRET = 'a-signature-secret-0123456789abcdef';
const ID = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab';
const adapter = vonageAdapter({
  account: { apiKey: 'abcd1234', apiSecret: 'secret' },
  baseUrl: 'https://rest.nexmo.com',
  now: () => NOW,
});
const message = {
  reference: REFERENCE,
  from: 'ACME',
  to: '+33639980012',
  text: 'Soldes & more',
  category: 'marketing',
  deliverBefore: NOW + 90_500,
} as const;
const read = (json: unknown, status = 200) => adapter.readSubmit({ status, headers: {}, json }, [message])[0];
const of = (...codes: string[]) => ({
  messages: codes.map((status, n) => ({ status, ...(status === '0' && { 'message-id': `id-${n}` }) })),
});

describe('a message', () => {
  const form = (more: object = {}) =>
    Object.fromEntries(new URLSearchParams(adapter.submit([{ ...message, ...more }]).body));

  it('is a form with our reference, digits alone, and its validity in milliseconds', () => {
    expect(form()).toEqual({
      ...{ api_key: 'abcd1234', api_secret: 'secret', from: 'ACME', to: '33639980012', text: 'Soldes & more' },
      ...{ type: 'text', 'client-ref': REFERENCE, ttl: '90500' },
    });
  });

  it.each<[string, object, object]>([
    ['has letters beyond GSM-7', { text: 'Fête' }, { type: 'unicode' }],
    ['leaves from a long number', { from: '+447700900001' }, { from: '447700900001' }],
    ['has less time than Vonage takes', { deliverBefore: NOW + 1 }, { ttl: '20000' }],
    ['has a week and more', { deliverBefore: NOW + 1e10 }, { ttl: '604800000' }],
  ])('that %s', (_, more, fields) => expect(form(more)).toMatchObject(fields));
});

describe('an answer', () => {
  test.each<[string, unknown, object]>([
    ['with status 0', accepted, { outcome: 'accepted', id: ID, final: { parts: 1, price: { currency: 'EUR' } } }],
    [
      'of two parts has both ids, and the price of both',
      inParts,
      {
        ...{ outcome: 'accepted', id: '0B00000073A7D0A1', partIds: ['0B00000073A7D0A1', '0B00000073A7D0A2'] },
        final: { parts: 2, price: { amount: 0.5, currency: 'EUR' } },
      },
    ],
    ['with a wrong sender', refusedSender, { outcome: 'refused', class: 'sender', code: '15' }],
    ['without credit', of('9'), { class: 'money' }],
    ['with wrong credentials', of('4'), { class: 'auth' }],
    ['over the limit', of('1'), { outcome: 'throttled' }],
    ['with a new status', of('77'), { outcome: 'refused', class: 'other', code: '77' }],
    ['in which one part was refused', of('0', '9', '0'), { outcome: 'unknown', reason: 'part 2 of 3 refused with 9' }],
    ['with a fault of their platform', of('5'), { outcome: 'unknown' }],
    ['without an id', { messages: [{ status: '0' }] }, { outcome: 'unknown' }],
    ['without messages', {}, { outcome: 'unknown' }],
    ['that is a list', [1], { outcome: 'unknown' }],
  ])('%s', (_, json, result) => {
    expect(read(json)).toMatchObject(result);
    expect(JSON.stringify(read(json))).not.toContain('33639980012');
  });

  it('of another status than 200 is read too', () => {
    expect(read(of('4'), 401)).toMatchObject({ class: 'auth' });
    expect(read({ title: 'Unauthorized' }, 401)).toMatchObject({ outcome: 'refused', class: 'auth' });
  });
});

const callback = (fields: object, more: object = {}) => ({
  ...{ method: 'POST', url: 'https://we.example/v1/callbacks/vonage/signed', pathSecret: 'signed' },
  ...{ headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(fields)) },
  ...more,
});

describe('a callback', () => {
  const fields = { ...receipt, nonce: 'n', timestamp: '1764064805', text: 'a&b=c' };
  const text = signedText(fields);
  const signed = (sig: string) => callback({ ...fields, sig });
  const digests: [string, string][] = [
    [
      'MD5 hash',
      createHash('md5')
        .update(text + SECRET)
        .digest('hex'),
    ],
    ...['md5', 'sha1', 'sha256', 'sha512'].map((name): [string, string] => [
      `${name} HMAC`,
      createHmac(name, SECRET).update(text).digest('hex').toUpperCase(),
    ]),
  ];

  it.each(digests)('is verified by %s, and not after a change', (_, sig) => {
    expect(vonageCallbacks.verify(signed(sig), [SECRET])).toBe(true);
    expect(vonageCallbacks.verify(signed(sig), ['next', SECRET])).toBe(true);
    expect(vonageCallbacks.verify(signed(sig), ['other'])).toBe(false);
    expect(vonageCallbacks.verify(callback({ ...fields, msisdn: '33639980013', sig }), [SECRET])).toBe(false);
  });

  it('is signed over its values in which & and = are replaced', () => {
    expect(signedText({ b: 'x&y=z', a: '1' })).toBe('&a=1&b=x_y_z');
  });

  it.each<[string, object]>([
    ['without a signature', callback(fields)],
    ['with an empty one', callback({ ...fields, sig: '' })],
    ['with one of no length that exists', callback({ ...fields, sig: 'ab' })],
    ['with the secret of somebody else in its path', callback(fields, { pathSecret: 'guess' })],
    ['that is no JSON', callback({}, { body: Buffer.from('{') })],
  ])('%s is refused', (_, request) => {
    expect(vonageCallbacks.verify(request as ReturnType<typeof callback>, [SECRET])).toBe(false);
  });

  it('of an account that does not sign is verified by the secret in its path', () => {
    expect(vonageCallbacks.verify(callback(fields, { pathSecret: SECRET }), [SECRET])).toBe(true);
  });

  it('comes as JSON, as a form, or by GET', () => {
    const query = new URLSearchParams(receipt).toString();
    const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: Buffer.from(query) };
    const get = { method: 'GET', url: `https://we.example/a?${query}`, headers: {}, body: Buffer.alloc(0) };
    for (const request of [callback(receipt), callback({}, form), callback({}, get)]) {
      expect(vonageCallbacks.parse(request).receipts).toEqual([
        {
          ...{ id: ID, state: 'DELIVRD', reference: REFERENCE, at: Date.parse('2026-11-25T10:00:05Z') },
          final: { price: { amount: 0.0333, currency: 'EUR' } },
        },
      ]);
    }
  });

  it('with code 9 is a block of their list, though the answer had said 0', () => {
    expect(vonageCallbacks.parse(callback(optedOut)).receipts).toMatchObject([
      { state: 'UNDELIV', error: '9', class: 'opted-out' },
    ]);
    expect(vonageCallbacks.classOf('9')).toBe('opted-out');
  });

  it('has the class of its code in the table of Vonage', () => {
    const classes = { 1: undefined, 3: 'number', 4: 'number', 5: 'other', 6: 'content', 9: 'opted-out', 11: 'other' };
    const all = Object.entries({ ...classes, 12: 'number', 13: 'content', 14: 'number', 99: undefined });
    const found = all.map(([code]) => {
      const fields = { ...receipt, status: 'failed', 'err-code': code };
      return [code, vonageCallbacks.parse(callback(fields)).receipts[0]?.class];
    });
    expect(found).toEqual(all);
  });

  it.each([
    ['with an unknown state', { ...receipt, status: 'teleported' }, 'unknown-state'],
    ['without an id', { ...receipt, messageId: '' }, 'malformed'],
    ['without a sender', { text: 'STOP' }, 'malformed'],
    ['of binary content', { ...replyPart, type: 'binary', text: undefined }, 'other-event'],
    ['without content', {}, 'malformed'],
  ])('%s is skipped', (_, content, reason) => {
    expect(vonageCallbacks.parse(callback(content))).toMatchObject({
      ...{ receipts: [], replies: [], skipped: [{ reason }] },
    });
  });
});

describe('a reply', () => {
  const reply = { msisdn: '33639980012', to: '447700900001', messageId: '0B01', text: 'Stop ', type: 'text' };
  const parsed = (fields: object) => vonageCallbacks.parse(callback(fields)).replies[0];

  it('has numbers with a plus, codes without, and no time, since theirs is that of the push', () => {
    expect(parsed(reply)).toEqual({
      ...{ from: '+33639980012', to: '+447700900001', id: '0B01', text: 'Stop ', answered: 'STOP' },
    });
    expect(parsed({ ...reply, to: '36180', text: 'Merci' })).toEqual({
      ...{ from: '+33639980012', to: '36180', id: '0B01', text: 'Merci' },
    });
  });

  it('in parts has its position', () => {
    expect(parsed(replyPart)).toMatchObject({ part: { reference: 108, total: 2, sequence: 1 } });
    const word = parsed({ ...replyPart, 'concat-ref': 'a-word', text: 'STOP' });
    expect(word?.part?.reference).toBeGreaterThan(0);
    expect(word).not.toHaveProperty('answered');
  });

  it.each([
    { 'concat-part': '3' },
    { 'concat-part': '0' },
    { 'concat-total': '1', 'concat-part': '1' },
    { 'concat-total': 'two' },
    { 'concat-total': '9999' },
    { 'concat-ref': undefined },
  ])('with %j is read as a whole text', (fields) => {
    expect(parsed({ ...replyPart, ...fields })).not.toHaveProperty('part');
  });
});
