import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import { Bed } from './bed';
import { FakeServices } from './fake-services';

const COMMAND = join(__dirname, '../../../tools/verify-export/verify-export.mjs');
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
const KEY = `stopsms_${'k'.repeat(40)}`;
const OPERATOR_KEYS = `anne:${createHash('sha256').update(KEY).digest('hex')}`;
const authorization = `Bearer ${KEY}`;
const PHONE = '+33639980081';
const AT = '2026-11-20T10:00:00.000Z';
const HOSTILE = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';

const others = new FakeServices();
let bed: Bed;
let service: RunningService;
let acme = '';

beforeAll(async () => {
  await others.listen();
  bed = await Bed.make();
  acme = (await bed.advertiser({ name: 'ACME & fils' })).id;
  service = await bed.startReady({ EXPORT_SIGNING_KEY: pem, OPERATOR_KEYS, ...others.env });
});
afterAll(async () => {
  await bed?.end();
  others.close();
  rmSync(folder, { recursive: true });
});

const post = (path: string, body: object, method = 'POST', url = service.url) =>
  fetch(`${url}/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify(body),
  });
const get = (path: string) => fetch(`${service.url}/v1/${path}`, { headers: { authorization } });
const put = (name: string, text: string): string => {
  const path = join(folder, `${randomUUID()}-${name}`);
  writeFileSync(path, text);
  return path;
};
const verify = (...args: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });

interface Line {
  kind: string;
  entry?: Record<string, unknown>;
  [name: string]: unknown;
}
/** Data of the page for programs. */
const linesIn = (page: string): Line[] =>
  (/<script type="application\/jsonl" id="evidence">\n(.*?)<\/script>/s.exec(page)?.[1] ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

const message = (n: number, more: object = {}) => ({
  id: `019aaa10-0000-7000-8000-${String(n).padStart(12, '0')}`,
  ...{ advertiserId: acme, category: 'marketing', state: 'delivered', optedOut: false, createdAt: AT },
  timeline: [{ at: AT, event: 'delivered' }],
  ...more,
});

/** One of everything, with texts that would like to be code. */
const oneOfEach = (path: string, { messageIds = [] }: { messageIds?: string[] }): object => {
  if (path === '/v1/persons/consents') {
    const chain = [
      { status: 'granted', at: AT },
      { status: 'withdrawn', at: '2026-11-21T10:00:00.000Z', scope: acme, optOutId: 'x' },
    ];
    return {
      items: [
        { id: 'c1', advertiserId: acme, grantedAt: AT, source: 'shop', wording: 'Oui', status: 'withdrawn', chain },
      ],
    };
  }
  if (path === '/v1/persons/messages') return { items: [message(1), message(2, { advertiserId: undefined })] };
  if (path === '/v1/persons/replies') {
    const reply = { id: 'r1', channel: 'sms', code: '36180', text: HOSTILE, tier: 'exact', reason: 'keyword STOP' };
    return { items: [{ ...reply, everyAdvertiser: false, advertiserIds: [acme], receivedAt: AT }] };
  }
  if (path === '/v1/persons/contacts') {
    const attributes = { first_name: HOSTILE };
    return { items: [{ addressBook: '<b>clients</b>', advertiserId: acme, attributes, importedAt: AT }], isAll: true };
  }
  if (path.startsWith('/v1/confirmations'))
    return { items: [{ kind: 'confirmation', advertiserIds: [acme], state: 'submitted', at: AT }] };
  if (path === '/v1/persons/pushes') {
    const push = { source: 'brevo', wanted: 'out', state: 'pushed', happenedAt: AT, queuedAt: AT, endedAt: AT };
    return { items: [push] };
  }
  return { items: messageIds.map((messageId) => ({ messageId, seals: [] })), missing: [] };
};

async function made(body: object = {}) {
  const response = await post('evidence', { phone: PHONE, purpose: 'letter 14', ...body });
  const page = await response.text();
  return { response, page, id: response.headers.get('x-evidence-id') ?? '' };
}

describe('the evidence file of a person', () => {
  test('contains everything known, for people and programs, and its signature can be verified', async () => {
    others.answers = oneOfEach;
    await post('opt-outs', { phone: PHONE, scope: acme, reason: 'asked on the telephone' }, 'PUT');
    const report = { source: '33700', report_id: 'e-1', received_at: AT, sender: 'ACME', recipient: PHONE };
    await post('abuse-reports', [{ ...report, text: HOSTILE }]);
    await post('erasures', { phone: PHONE, advertiserId: acme, reason: 'asked by letter' });
    const { response, page, id } = await made();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const lines = linesIn(page);
    expect(lines[0]).toMatchObject({ format: 'stopsms-evidence/1', fileId: id, phone: PHONE, madeBy: 'anne', cut: [] });
    const kinds = new Set(lines.map(({ kind }) => kind));
    for (const kind of ['optOuts', 'changes', 'consents', 'messages', 'replies', 'pushes', 'complaints'])
      expect(kinds).toContain(kind);
    for (const kind of ['confirmations', 'contacts', 'erasures', 'proof']) expect(kinds).toContain(kind);
    expect(lines.at(-1)).toEqual({ kind: 'end', entries: lines.length - 2 });
    expect(page).toContain('Consentement à ACME &amp; fils retiré');
    expect(page).toContain('Publicité bloquée pour ACME &amp; fils');
    expect(page).toContain('Désinscription transmise à brevo : enregistrée');

    const key = put('key', await (await get('opt-outs/export-key')).text());
    const signature = put('signature', await (await get(`evidence/${id}/signature`)).text());
    const good = await verify(put('evidence.html', page), signature, key);
    expect(good).toEqual({ code: 0, said: expect.stringContaining(`Number       ${PHONE}`) });
    expect(good.said).toContain('of them 1 proofs');
    const altered = put('altered.html', page.replace('retiré', 'donné '));
    expect(await verify(altered, signature, key)).toMatchObject({ code: 1, said: expect.stringContaining('REFUSED') });
    const opened = put(
      'opened',
      (await (await get(`evidence/${id}/signature`)).text()).replace('evidence-sig', 'opt-outs-sig'),
    );
    expect(await verify(put('evidence.html', page), opened, key)).toMatchObject({ code: 1 });
  });

  test('runs no script, whatever its content, and exists in English too', async () => {
    others.answers = oneOfEach;
    const { page } = await made({ language: 'en', purpose: HOSTILE });
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|<b>clients/);
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
    expect(page).toContain('Consent to ACME &amp; fils withdrawn');
    expect(linesIn(page).find(({ kind }) => kind === 'replies')?.entry).toMatchObject({ text: HOSTILE });
  });

  test('queries other services with the caller’s key, and links proofs to the number', async () => {
    others.answers = oneOfEach;
    others.asked.length = 0;
    await made();
    expect(new Set(others.asked.map(({ authorization: sent }) => sent))).toEqual(new Set([authorization]));
    expect(others.asked.map(({ path }) => path.split('?')[0]).sort()).toEqual([
      '/v1/confirmations/search',
      '/v1/persons/consents',
      '/v1/persons/contacts',
      '/v1/persons/messages',
      '/v1/persons/pushes',
      '/v1/persons/replies',
      '/v1/proofs',
    ]);
    const proofs = others.asked.find(({ path }) => path === '/v1/proofs');
    expect(proofs?.body).toEqual({ advertiserId: acme, messageIds: [message(1).id], phone: PHONE });
  });

  test('reads all pages, contains the latest entries up to its limit, and says so', async () => {
    others.answers = (path, body) => {
      if (path !== '/v1/persons/messages') return oneOfEach(path, body);
      const from = Number(body['cursor'] ?? 0);
      return { items: Array.from({ length: 500 }, (_, n) => message(from + n)), nextCursor: String(from + 500) };
    };
    const lines = linesIn((await made()).page);
    expect(lines[0]).toMatchObject({ cut: ['messages'] });
    expect(lines.filter(({ kind }) => kind === 'messages')).toHaveLength(5_000);
    expect(lines.filter(({ kind }) => kind === 'proof')).toHaveLength(5_000);
  });

  test('says so when a service has cut its list', async () => {
    others.answers = (path, body) => ({
      ...oneOfEach(path, body),
      ...(path.endsWith('/contacts') && { isAll: false }),
    });
    expect(linesIn((await made()).page)[0]).toMatchObject({ cut: ['contacts'] });
  });

  test('is not made while a service is down or contradicts another', async () => {
    others.answers = (path, body) => (path === '/v1/persons/replies' ? undefined : oneOfEach(path, body));
    const away = await made();
    expect(away.response.status).toBe(503);
    expect(JSON.parse(away.page)).toMatchObject({
      code: 'evidence-incomplete',
      detail: expect.stringContaining('inbound-mo'),
    });
    others.answers = (path, body) => (path === '/v1/persons/consents' ? { consents: [] } : oneOfEach(path, body));
    expect(JSON.parse((await made()).page)).toMatchObject({ detail: expect.stringContaining('another form') });
    others.answers = (path, body) =>
      path === '/v1/persons/replies' ? { items: [{ id: 'r1' }] } : oneOfEach(path, body);
    expect(JSON.parse((await made()).page)).toMatchObject({ detail: expect.stringContaining('another form') });
  });

  test('that breaks off is never signed', async () => {
    others.answers = (path, body) => (path === '/v1/proofs' ? undefined : oneOfEach(path, body));
    const response = await post('evidence', { phone: PHONE, purpose: 'letter 14' });
    const id = response.headers.get('x-evidence-id') ?? '';
    await expect(response.text()).rejects.toThrow();
    expect((await get(`evidence/${id}/signature`)).status).toBe(404);
  });

  test('is refused without a number, a purpose or a key', async () => {
    expect((await post('evidence', { phone: '123', purpose: 'x' })).status).toBe(400);
    expect((await post('evidence', { phone: PHONE })).status).toBe(400);
    expect((await fetch(`${service.url}/v1/evidence`, { method: 'POST', body: '{}' })).status).toBe(401);
  });
});

test('erasures are listed, latest first, without number and hash', async () => {
  const first = (await (await get('erasures?limit=1')).json()) as { items: object[]; nextCursor?: string };
  expect(first.items).toMatchObject([{ kind: 'erased', scope: acme, requestedBy: 'anne', reason: 'asked by letter' }]);
  expect(Object.keys(first.items[0] ?? {}).sort()).toEqual(['at', 'id', 'kind', 'reason', 'requestedBy', 'scope']);
});
