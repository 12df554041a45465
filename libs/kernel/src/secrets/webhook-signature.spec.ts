import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { isSignedBy, readWebhookSignature } from './webhook-signature';

const NOW = 1_764_000_000_999;
const V1 = 'ab'.repeat(32);

/** The header of a sender. */
const sign = (secret: string, body: string | Uint8Array): string =>
  `t=1764000000,v1=${createHmac('sha256', secret).update('1764000000.').update(body).digest('hex')}`;

function check(header: string, secrets: string[], body: string | Uint8Array): boolean {
  const read = readWebhookSignature(header, NOW);
  return read.ok && isSignedBy(secrets, read.value, Buffer.from(body));
}

test('verifies what either secret signed; an extra byte or another time is invalid', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.constantFrom('old', 'new'), (bytes, secret) => {
      const header = sign(secret, bytes);
      expect(check(header, ['old', 'new'], bytes)).toBe(true);
      expect(check(header, ['old', 'new'], Buffer.concat([bytes, Buffer.from(' ')]))).toBe(false);
      expect(check(header, ['third'], bytes)).toBe(false);
      expect(check(header.replace('t=1764000000', 't=1764000001'), ['old', 'new'], bytes)).toBe(false);
    }),
  );
});

test.each([
  {
    it: 'in capitals, the other way round, with spaces and a field to come',
    header: `v2=x, v1=${V1.toUpperCase()}, t=1764000000`,
  },
  { it: 'five minutes behind', header: `t=1763999700,v1=${V1}` },
  { it: 'five minutes ahead', header: `t=1764000300,v1=${V1}` },
])('a signature $it is read', ({ header }) => {
  expect(readWebhookSignature(header, NOW)).toMatchObject({ ok: true, value: { digest: Buffer.from(V1, 'hex') } });
});

test.each([
  { header: undefined, code: 'signature-missing', says: /stopsms-signature header is missing/ },
  { header: '', code: 'signature-missing', says: /is missing/ },
  { header: 'Bearer abc', code: 'signature-incomplete', says: /has no t\./ },
  { header: `v1=${V1}`, code: 'signature-incomplete', says: /has no t\./ },
  { header: 't=1764000000', code: 'signature-incomplete', says: /has no v1\./ },
  { header: `t=1764000000,v1=${V1}0`, code: 'signature-incomplete', says: /v1 must be 64 hexadecimal digits/ },
  { header: `t=2026-11-25T10:00:00Z,v1=${V1}`, code: 'signature-time-malformed', says: /not a number of seconds/ },
  { header: `t=-176400000,v1=${V1}`, code: 'signature-time-malformed', says: /ten digits/ },
  { header: `t=1764000000999,v1=${V1}`, code: 'signature-time-malformed', says: /this is in milliseconds/ },
  { header: `t=1763999699,v1=${V1}`, code: 'signature-old', says: /t is 301 s behind our clock; the limit is 300 s/ },
  { header: `t=1764003600,v1=${V1}`, code: 'signature-old', says: /t is 3600 s ahead of our clock/ },
])('$header is refused as $code, saying why', ({ header, code, says }) => {
  expect(readWebhookSignature(header, NOW)).toEqual({
    ok: false,
    refusal: { code, detail: expect.stringMatching(says) },
  });
});
