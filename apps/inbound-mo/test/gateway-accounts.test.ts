// An invalid file of accounts changes nothing of what the gateway gets, and is reported.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAccountsFile } from '../src/gateway-accounts';

const ACME = '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01';
const folder = mkdtempSync(join(tmpdir(), 'gateway-accounts-'));
const path = join(folder, 'accounts.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

const open = (text: string) => {
  writeFileSync(path, text);
  const problems: string[] = [];
  return { file: openAccountsFile(path, (problem) => problems.push(problem)), problems };
};

test.each([
  ['no YAML', 'accounts: [', /accounts\.yaml: /],
  ['an advertiser that is no id', 'accounts: [{ advertiser: acme }]', /accounts\.0\.advertiser: is no id/],
  ['no list', '{}', /accounts: /],
])('%s is refused at the start, and changes nothing later', (_, text, problem) => {
  expect(open(text)).toEqual({ file: undefined, problems: [expect.stringMatching(problem)] });
  const { file } = open(
    `accounts: [{ id: shop, advertiser: ${ACME.toUpperCase()}, smpp: { passwordFrom: NOT_HERE } }]`,
  );
  expect([...(file?.advertiserIds ?? [])]).toEqual([ACME]);
  writeFileSync(path, text);
  expect(file?.reread()).toMatchObject({ ok: false, refusal: { problems: [expect.stringMatching(problem)] } });
});
