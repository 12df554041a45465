import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import { keys, pseudonyms } from '@stopsms/testing';
import { Bed } from './bed';

const COMMAND = join(__dirname, '../../../tools/verify-export/verify-export.mjs');
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const folder = mkdtempSync(join(tmpdir(), 'export-'));

let bed: Bed;
let service: RunningService;
let [acme, other] = ['', ''];

beforeAll(async () => {
  bed = await Bed.make();
  [acme, other] = [(await bed.advertiser()).id, (await bed.advertiser()).id];
  service = await bed.startReady({ EXPORT_SIGNING_KEY: pem.replaceAll('\n', '\\n') });
});
afterAll(async () => {
  await bed.end();
  rmSync(folder, { recursive: true });
});

const get = (path: string) => fetch(`${service.url}/v1/opt-outs/${path}`);
const optOut = (phone: string, scope: string) =>
  fetch(`${service.url}/v1/opt-outs`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone, scope, reason: 'test' }),
  });
const put = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const verify = (...args: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });

async function exported(advertiserId: string) {
  const response = await get(`export?advertiserId=${advertiserId}`);
  const text = await response.text();
  const lines = text.split('\n').slice(0, -1);
  const id = response.headers.get('x-export-id') ?? '';
  return { response, text, id, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

/** Names of these numbers as `npx stopsms export-names` writes them. */
async function namesFor(id: string, phones: string[]): Promise<string> {
  const response = await ask({ advertiserId: id, phones });
  const { names, ...made } = (await response.json()) as { names: object[]; secretDigest: string };
  const header = { kind: 'header', format: 'stopsms-export-names/1', ...made };
  return [header, ...names].map((line) => `${JSON.stringify(line)}\n`).join('');
}
const ask = (body: object) =>
  fetch(`${service.url}/v1/opt-outs/export-names`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('exports an advertiser’s opt-outs as a verifiable file without phone numbers', async () => {
  for (const scope of [acme, `${acme}/news`, '*', other]) await optOut('+33639980001', scope);
  await optOut('+33639980002', acme);
  await bed.sql(`UPDATE suppression.opt_out SET state = 'back' WHERE recipient_key = '${keys.keyOf('+33639980002')}'`);
  const { response, text, id, lines } = await exported(acme);
  expect(response.headers.get('content-type')).toContain('application/jsonl');
  expect(lines[0]).toMatchObject({
    format: 'stopsms-opt-outs/3',
    advertiserId: acme,
    exportId: id,
    secretDigest: pseudonyms.digest(),
  });
  expect(lines.slice(1, -1).map(({ scope, state }) => [scope, state])).toEqual(
    expect.arrayContaining([
      ['*', 'out'],
      [acme, 'out'],
      [acme, 'back'],
      [`${acme}/news`, 'out'],
    ]),
  );
  expect(lines.at(-1)).toEqual({ kind: 'end', entries: 4 });
  expect(text).not.toMatch(/(33|0)63998/);
  expect(text).not.toContain(other);

  const [file, signature] = [put('file', text), put('signature', await (await get(`exports/${id}/signature`)).text())];
  const key = put('key', await (await get('export-key')).text());
  const names = put('names', await namesFor(acme, ['+33639980001', '06 39 98 00 02', '+33639980009']));
  const good = await verify(file, signature, key, '--names', names);
  expect(good.code).toBe(0);
  expect(good.said).toContain('Opt-outs     4');
  expect(good.said.match(/^\+33639980001;/gm)).toHaveLength(3);
  expect(good.said).not.toContain('+33639980002;');
  const altered = put('altered', text.replace('"back"', '"out!"'));
  expect(await verify(altered, signature, key)).toMatchObject({ code: 1, said: expect.stringContaining('altered') });
});

test('exports of two advertisers have no name for the same person in common', async () => {
  await optOut('+33639980003', '*');
  const [ours, theirs] = [await exported(acme), await exported(other)];
  const platformWide = (lines: Record<string, unknown>[]) => lines.filter(({ scope }) => scope === '*');
  expect(platformWide(ours.lines).length).toBeGreaterThan(0);
  expect(platformWide(theirs.lines)).toHaveLength(platformWide(ours.lines).length);
  for (const field of ['recipientKey', 'episodeId']) {
    const known = new Set(ours.lines.slice(1, -1).map((line) => line[field]));
    for (const line of theirs.lines.slice(1, -1)) expect(known).not.toContain(line[field]);
  }
  expect(ours.text + theirs.text).not.toContain(keys.keyOf('+33639980003'));
  // And each finds the same person under the same name the next time.
  const again = await exported(acme);
  expect(again.lines.slice(1)).toEqual(ours.lines.slice(1));
});

test('a list longer than a page comes whole and once, other advertisers’ left out', async () => {
  await bed.sql(
    `INSERT INTO suppression.opt_out
     SELECT left(translate(encode(sha256(n::text::bytea), 'base64'), '+/', '-_'), 21) || 'A', scope, 'out', gen_random_uuid(), 'sms', n::text, now()
     FROM generate_series(1, 5000) n, unnest(ARRAY['${other}', '${other}/a', '${acme}']) scope`,
  );
  const { lines } = await exported(other);
  const entries = lines.slice(1, -1).map(({ recipientKey, scope }) => `${String(recipientKey)}:${String(scope)}`);
  expect(new Set(entries).size).toBe(entries.length);
  const [held] = await bed.sql(
    `SELECT count(*)::int FROM suppression.opt_out WHERE scope = '*' OR starts_with(scope, '${other}')`,
  );
  expect(entries).toHaveLength(Number(held?.count));

  let [cursor, listed] = [undefined as string | undefined, 0];
  do {
    const query = new URLSearchParams({ advertiserId: other, limit: '1000', ...(cursor && { cursor }) });
    const response = await fetch(`${service.url}/v1/opt-outs?${query}`);
    const page = (await response.json()) as { items: object[]; nextCursor?: string };
    listed += page.items.length;
    cursor = page.nextCursor;
  } while (cursor);
  expect(listed).toBe(entries.length);
});

test.each([
  ['nobody', () => ({ advertiserId: acme, phones: [] }), 400, 'phones'],
  ['more than a thousand', () => ({ advertiserId: acme, phones: Array(1_001).fill('+33639980001') }), 400, 'phones'],
  ['what is no number', () => ({ advertiserId: acme, phones: ['+33639980001', 'x'] }), 400, 'phones.1'],
  ['an unknown advertiser', () => ({ advertiserId: randomUUID(), phones: ['+33639980001'] }), 404, 'advertiser'],
])('the names of %s are refused', async (_, body, status, said) => {
  const response = await ask(body());
  expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(said)]);
});

test('an export that was not streamed to its end has no signature', async () => {
  expect((await get(`exports/${randomUUID()}/signature`)).status).toBe(404);
});

test.each([
  { it: 'no advertiser', query: '', status: 400 },
  { it: 'what is no advertiser id', query: '?advertiserId=*', status: 400 },
  { it: 'an unknown advertiser', query: `?advertiserId=${randomUUID()}`, status: 404 },
])('an export of $it is refused', async ({ query, status }) => {
  expect((await get(`export${query}`)).status).toBe(status);
});

test('without a key the service runs and refuses exports; with an invalid one it does not start', async () => {
  const keyless = await bed.startReady();
  const response = await fetch(`${keyless.url}/v1/opt-outs/export?advertiserId=${acme}`);
  expect([response.status, await response.json()]).toEqual([
    503,
    expect.objectContaining({ code: 'export-key-missing' }),
  ]);
  await keyless.close();
  await expect(bed.start({ EXPORT_SIGNING_KEY: 'c2VjcmV0' })).rejects.toThrow(
    /EXPORT_SIGNING_KEY is wrong: it is no Ed25519 private key/,
  );
});
