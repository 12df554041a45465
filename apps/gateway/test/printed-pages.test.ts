import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import { eventually } from '@stopsms/testing';
import { parse } from 'yaml';
import { ADVERTISER, Bed } from './bed';

const PAGES = join(__dirname, '../../../docs/doors');
const TOKEN = 'a token of 24 characters';
const SIGNING = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

interface Account {
  id: string;
  advertiser: string;
  category: string;
  webhook: {
    auth: { kind: string; header?: string; secretFrom: string };
    request: { sender?: string };
    response?: { status?: number; body?: object | null };
    callback?: { secretFrom: string };
  };
}
interface Page {
  name: string;
  account: Account;
  body: string;
}

/** Pages that print an account and a body for it. */
const pages = readdirSync(PAGES).flatMap((name): Page[] => {
  const text = readFileSync(join(PAGES, name), 'utf8');
  const block = (language: string) => new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(text)?.[1];
  const [yaml, body] = [block('yaml'), block('json')];
  if (yaml === undefined || body === undefined || !yaml.includes('webhook:')) return [];
  const [account] = (parse(yaml) as { accounts: Account[] }).accounts;
  return account ? [{ name, account, body }] : [];
});

let bed: Bed;
let service: RunningService;
beforeAll(async () => {
  bed = await Bed.make();
  const secrets = pages.flatMap(({ account: { webhook } }) => [
    [webhook.auth.secretFrom, TOKEN],
    ...(webhook.callback ? [[webhook.callback.secretFrom, SIGNING]] : []),
  ]);
  service = await bed.startWith(
    pages.map(({ account }) => ({ ...account, advertiser: ADVERTISER })),
    Object.fromEntries(secrets) as NodeJS.ProcessEnv,
  );
});
afterAll(() => bed.end());

test('the pages of five systems print an account and a body', () => {
  expect(pages.map(({ name }) => name)).toEqual(
    ['adobe-journey-optimizer', 'braze', 'dynamics-365', 'emarsys', 'novu'].map((name) => `${name}.md`),
  );
});

test.each(pages)('the account of $name takes the body of the page, as printed', async ({ account, body }) => {
  const { id, webhook } = account;
  const before = bed.requests.length;
  const { header = 'authorization' } = webhook.auth;
  const answer = await fetch(`${service.url}/v1/door/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [header]: webhook.auth.header ? TOKEN : `Bearer ${TOKEN}` },
    body,
  });
  const text = await answer.text();
  expect([answer.status, text && Object.keys(JSON.parse(text) as object)]).toEqual([
    webhook.response?.status ?? 202,
    webhook.response?.body ? Object.keys(webhook.response.body) : '',
  ]);
  const { value } = await eventually('the request is on the topic', () => bed.requests[before]);
  expect(value).toMatchObject({ advertiserId: ADVERTISER, to: '+33639980001', category: account.category });
  expect(value.sender).toBe(webhook.request.sender && 'ACME');
});
