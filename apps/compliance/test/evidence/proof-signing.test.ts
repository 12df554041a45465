import { generateKeyPairSync } from 'node:crypto';
import { startService } from '@stopsms/bootstrap';
import { Ed25519Signer } from '@stopsms/kernel';
import { eventually } from '@stopsms/testing';
import { compliance } from '../../src/app.module';
import type { Proof } from '../../src/evidence/proofs/find-proof';
import { Bed } from '../bed';
import { PROOF_SIGNING_KEY, newSigningKey } from '../fixtures';
import { ProofDesk } from './proof-desk';

let bed: Bed;
let desk: ProofDesk;
beforeAll(async () => {
  // A platform whose proofs were never signed.
  bed = await Bed.madeWith({ PROOF_SIGNING_KEY: undefined });
  desk = new ProofDesk(bed);
});
afterAll(async () => {
  desk?.close();
  await bed?.end();
});

interface Keys {
  items: { keyId: string; validFrom: string; validUntil: string | null; revokedFrom: string | null }[];
}
const keysNow = () => desk.get<Keys>('/v1/proof-keys');
const [first, second] = [new Ed25519Signer(PROOF_SIGNING_KEY), newSigningKey()];
const secondId = new Ed25519Signer(second).keyId;

const NEXT_DAY = '2026-11-26T10:00:00Z';

let older: string;
let message: string;
let given: Proof;

test('without a key nothing is signed, and only a head shows whether a proof is genuine', async () => {
  older = (await desk.cleared('+33639985301')).messageId;
  await bed.seal();
  const proof = await desk.proofOf(older);
  expect(proof).not.toHaveProperty('signature');
  expect(proof.seals[0]?.batch).not.toHaveProperty('signedBy');
  expect(await keysNow()).toEqual({ items: [] });
  expect(await desk.verify(proof, '--unchecked')).toMatchObject({ code: 4 });
  const { code, said } = await desk.verify(proof, '--unchecked', '--head', proof.seals[0]?.head ?? '');
  expect(said).toMatch(/HOLDS\n[^]*Unsigned +made before proofs were signed/);
  expect(code).toBe(0);
});

test('with a key, heads of batches and documents are signed, including earlier seals', async () => {
  await bed.restart('2026-11-25T10:10:00Z', { PROOF_SIGNING_KEY });
  message = (await desk.cleared('+33639985302')).messageId;
  await bed.seal();
  given = await desk.proofOf(message);
  expect(given.signature).toMatchObject({ keyId: first.keyId, publicKey: first.publicKey });
  expect(given.seals[0]).toMatchObject({ batch: { signedBy: first.keyId }, signature: expect.any(String) });
  const { items } = await keysNow();
  expect(items).toEqual([
    expect.objectContaining({ keyId: first.keyId, publicKey: first.publicKey, validUntil: null, revokedFrom: null }),
  ]);
  expect(await desk.verify(given)).toMatchObject({ code: 0, said: expect.stringContaining('HOLDS') });
  expect(await desk.verify(given, '--unchecked')).toMatchObject({ code: 4 });
  const before = await desk.verify(await desk.proofOf(older));
  expect(before.said).toMatch(/HOLDS\n[^]*Unsigned +the heads of batch 1, from before heads were signed/);
  const heads = await desk.get<{ latest: { signedBy?: string; signature?: string } }>('/v1/proof-heads');
  expect(heads.latest).toMatchObject({ signedBy: first.keyId, signature: expect.any(String) });
  expect((await desk.verify(given, '--unchecked', '--heads', desk.put(heads))).code).toBe(0);
});

test('signs the head of a day when the day is closed', async () => {
  await bed.restart(NEXT_DAY, { PROOF_SIGNING_KEY });
  await desk.cleared('+33639985303');
  await bed.seal();
  const { items } = await desk.get<{ items: { day: string; signedBy?: string }[] }>('/v1/proof-heads');
  expect(items).toEqual([
    expect.objectContaining({ day: '2026-11-25', signedBy: first.keyId, signature: expect.any(String) }),
  ]);
  expect((await desk.verify(await desk.proofOf(message), '--head', (items[0] as never)['head'])).code).toBe(0);
});

test('detects a removed tail or another history, because the document states its extent', async () => {
  const sent = await desk.cleared('+33639985304');
  await bed.seal();
  const early = await desk.proofOf(sent.messageId);
  await desk.deliver(sent);
  await bed.seal();
  const whole = await desk.proofOf(sent.messageId);
  expect((await desk.verify(whole)).code).toBe(0);
  const cut = { ...whole, receipt: null, statuses: [], seals: whole.seals.slice(0, 1) };
  for (const forged of [cut, { ...cut, digest: early.digest }, { ...cut, signature: early.signature }]) {
    expect(await desk.verify(forged)).toMatchObject({ code: 1, said: expect.stringContaining('REFUSED') });
    expect((await desk.verify(forged, '--unchecked', '--head', early.seals[0]?.head ?? '')).code).toBe(1);
  }
  expect((await desk.verify(early)).said).toContain(`Signed       on ${early.issuedAt}`);
});

test('only the keys detect a completely invented proof', async () => {
  const { signature: _, ...document } = given;
  const stranger = new Ed25519Signer(newSigningKey());
  const signature = {
    ...{ keyId: stranger.keyId, publicKey: stranger.publicKey },
    signature: stranger.sign(`stopsms-proof-document/1 sha256:${document.digest}`),
  };
  const forged = await desk.verify({ ...document, signature });
  expect(forged).toMatchObject({ code: 1, said: expect.stringContaining('none of your keys') });
});

test('after a key change, the old key stays published and its signatures stay valid', async () => {
  const late = (await desk.cleared('+33639985305')).messageId;
  await bed.restart('2026-11-26T10:10:00Z', { PROOF_SIGNING_KEY: second });
  await bed.seal();
  const { items } = await keysNow();
  expect(items.map(({ keyId, validUntil }) => [keyId, validUntil !== null])).toEqual([
    [first.keyId, true],
    [secondId, false],
  ]);
  expect((await desk.verify(given)).code).toBe(0);
  const proof = await desk.proofOf(late);
  expect(proof.signature?.keyId).toBe(secondId);
  expect(proof.seals[0]?.batch.signedBy).toBe(secondId);
  expect((await desk.verify(proof)).code).toBe(0);
  expect((await desk.verify(await desk.proofOf(message))).code).toBe(0);
});

test('signatures of a revoked key are invalid from then on, and it seals nothing', async () => {
  await bed.restart('2026-11-26T10:20:00Z', {
    PROOF_SIGNING_KEY: second,
    REVOKED_PROOF_KEYS: `${secondId}@2026-11-26T00:00:00Z`,
  });
  const revoked = await eventually('it is listed', async () =>
    (await keysNow()).items.find(({ revokedFrom }) => revokedFrom),
  );
  expect(revoked).toMatchObject({ keyId: secondId, revokedFrom: '2026-11-26T00:00:00.000Z' });
  const last = (await desk.cleared('+33639985306')).messageId;
  expect(await bed.seal()).toBe(0);
  expect(await desk.verify(await desk.proofOf(message))).toMatchObject({
    code: 1,
    said: expect.stringContaining('was revoked before'),
  });
  expect((await desk.verify(given)).code).toBe(0);
  await bed.restart('2026-11-26T10:30:00Z', { PROOF_SIGNING_KEY });
  await eventually('it is sealed with the other key', async () => (await bed.seal()) > 0);
  expect((await desk.verify(await desk.proofOf(last))).code).toBe(0);
});

test.each([
  { it: 'no key in production mode', settings: { STOPSMS_MODE: 'production' }, says: /PROOF_SIGNING_KEY is not set/ },
  {
    it: 'a key of another kind',
    settings: { PROOF_SIGNING_KEY: rsa() },
    says: /PROOF_SIGNING_KEY is wrong: it is no Ed25519 private key/,
  },
  {
    it: 'a revocation without an instant',
    settings: { REVOKED_PROOF_KEYS: secondId },
    says: /REVOKED_PROOF_KEYS is wrong/,
  },
])('compliance does not start with $it', async ({ settings, says }) => {
  await expect(
    startService(compliance, bed.env({ PROOF_SIGNING_KEY: undefined, ...settings }), () => undefined),
  ).rejects.toThrow(says);
});

function rsa(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
