import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pseudonyms, RecipientKeys } from '@stopsms/kernel';

// An export as it is written, by hand: what the suppression service writes is checked with this command in its own tests.

const COMMAND = join(__dirname, '..', 'verify-export.mjs');
const folder = mkdtempSync(join(tmpdir(), 'verify-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const secret = () => randomBytes(32).toString('base64');
const keys = new RecipientKeys(secret());
const pseudonyms = new Pseudonyms(secret());
const pair = generateKeyPairSync('ed25519');
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const keyId = createHash('sha256')
  .update(pair.publicKey.export({ type: 'spki', format: 'der' }))
  .digest('base64url')
  .slice(0, 22);
const since = '2026-11-25T10:00:00.000Z';
const entry = (number: string, scope: string, state = 'out') => ({
  ...{
    kind: 'opt-out',
    recipientKey: pseudonyms.of(keys.keyOf(number), 'acme'),
    scope,
    state,
    since,
    source: 'sms',
    episodeId: 'e',
  },
});
const header = { kind: 'header', format: 'stopsms-opt-outs/3', exportId: 'x', advertiserId: 'acme', exportedAt: since };
const lines = [
  { ...header, secretDigest: pseudonyms.digest() },
  entry('+33639980001', '*'),
  entry('+33639980002', 'acme'),
  entry('+33639980003', 'acme', 'back'),
  { kind: 'end', entries: 3 },
];
const written = (of: object[]) => of.map((line) => `${JSON.stringify(line)}\n`).join('');
const FILE = written(lines);

function signatureOf(file: string, fields: object = {}): string {
  const sha256 = createHash('sha256').update(file).digest('hex');
  const format = 'stopsms-opt-outs-signature/1';
  const signature = sign(null, Buffer.from(`${format} sha256:${sha256}`), pair.privateKey).toString('base64');
  return JSON.stringify({ format, sha256, bytes: file.length, keyId, signature, ...fields });
}

let count = 0;
function put(text: string): string {
  const path = join(folder, String((count += 1)));
  writeFileSync(path, text);
  return path;
}

function run(...args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });
}
const verify = ({ file = FILE, signature = signatureOf(FILE), key = publicPem }) =>
  run(put(file), put(signature), put(key));

test('an unaltered export is good, and what was checked is printed', async () => {
  const { code, said } = await verify({});
  expect(code).toBe(0);
  expect(said).toContain(`Signature    good: Ed25519, key ${keyId}`);
  expect(said).toContain(`whole and unaltered: ${FILE.length} bytes`);
  expect(said).toContain('Opt-outs     3');
  expect(await verify({ key: JSON.stringify({ keyId, publicKey: publicPem }) })).toMatchObject({ code: 0 });
});

const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
const short = written(lines.slice(0, -1));
test.each([
  { it: 'one altered byte', given: { file: FILE.replace('"out"', '"0ut"') }, reason: 'The file was altered' },
  { it: 'a cut file', given: { file: FILE.slice(0, -50) }, reason: 'The file is cut: it has' },
  { it: 'a file with a line more', given: { file: `${FILE}{}\n` }, reason: 'longer than what was signed' },
  { it: 'another key', given: { key: other }, reason: `signed with key ${keyId}` },
  {
    it: 'another key under the name of ours',
    given: { key: other, signature: signatureOf(FILE, { keyId: idOf(other) }) },
    reason: 'not the key owner',
  },
  {
    it: 'a digest changed with the file',
    given: { file: '{}', signature: signatureOf(FILE, { sha256: createHash('sha256').update('{}').digest('hex') }) },
    reason: 'not the key owner',
  },
  { it: 'a signature that is no JSON', given: { signature: 'MEUCIQ' }, reason: 'is no JSON object' },
  { it: 'a signature of another form', given: { signature: '{"format": "2"}' }, reason: 'is not of the form' },
  { it: 'a signature without digest', given: { signature: signatureOf(FILE, { sha256: 1 }) }, reason: 'lacks sha256' },
  { it: 'a key that is none', given: { key: 'ssh-ed25519 AAAA' }, reason: 'holds no public key' },
  { it: 'a key of another kind', given: { key: rsa.toString() }, reason: 'another kind than Ed25519' },
  {
    it: 'a signed file without its last line',
    given: { file: short, signature: signatureOf(short) },
    reason: 'does not count the lines',
  },
  {
    it: 'a signed file of another form',
    given: { file: 'x', signature: signatureOf('x') },
    reason: 'Line 1 of the file is no JSON',
  },
])('$it is refused with the reason', async ({ given, reason }) => {
  const { code, said } = await verify(given);
  expect([code, said]).toEqual([1, expect.stringContaining(`REFUSED: `)]);
  expect(said).toContain(reason);
});

function idOf(pem: string): string {
  const der = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
  return createHash('sha256').update(der).digest('base64url').slice(0, 22);
}

test('a missing file is named, and a wrong call is answered with how to call', async () => {
  const missing = join(folder, 'nowhere');
  expect(await run(missing, put(signatureOf(FILE)), put(publicPem))).toMatchObject({
    code: 1,
    said: expect.stringContaining(`${missing} cannot be read: ENOENT`),
  });
  for (const args of [[], ['a', 'b', 'c', 'd'], ['--wrong']]) {
    const { code, said } = await run(...args);
    expect([code, said]).toEqual([2, expect.stringContaining('--names')]);
  }
});

const namesOf = (advertiserId: string, by: Pseudonyms, numbers: string[]) =>
  written([
    { kind: 'header', format: 'stopsms-export-names/1', advertiserId, secretDigest: by.digest() },
    ...numbers.map((phone) => ({ phone, recipientKey: by.of(keys.keyOf(phone), advertiserId) })),
  ]);

test('reports which named numbers have opted out, without a secret', async () => {
  const paths = [put(FILE), put(signatureOf(FILE)), put(publicPem)];
  const numbers = ['+33639980001', '+33639980002', '+33639980003', '+33639980004'];
  const { code, said } = await run(...paths, '--names', put(namesOf('acme', pseudonyms, numbers)));
  expect(code).toBe(0);
  expect(said).toMatch(/Names +not signed/);
  expect(said).toContain(`Of 4 numbers, these are out:\n+33639980001;every advertiser;${since}\n+33639980002;acme;`);
  expect(said).not.toContain('+33639980003;');
});

test.each([
  ['of another advertiser', namesOf('other', pseudonyms, ['+33639980001']), 'names are of another advertiser'],
  [
    'of another secret',
    namesOf('acme', new Pseudonyms(secret()), ['+33639980001']),
    'names were made with another secret',
  ],
  ['in a list of numbers', 'phone\n+33639980001\n', 'line 1 is no JSON object'],
  ['of another form', '{"format":"2"}\n', 'is not of the form stopsms-export-names/1'],
  ['in an empty file', '', 'is empty'],
])('names %s are refused, since no number would be found', async (_, names, reason) => {
  const refused = await run(put(FILE), put(signatureOf(FILE)), put(publicPem), '--names', put(names));
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('REFUSED: ') });
  expect(refused.said).toContain(reason);
});

test('the command needs nothing but Node, so that it can be handed to anybody', () => {
  const imports = [...readFileSync(COMMAND, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from);
  expect(imports.filter((from) => !from?.startsWith('node:'))).toEqual([]);
});
