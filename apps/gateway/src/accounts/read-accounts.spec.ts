import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccounts } from './read-accounts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'accounts-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const ENV = { SHOP_PASSWORD: 'secret12', LONG_PASSWORD: 'nine-char' };
const SHOP = {
  ...{ id: 'shop', advertiser: '5F6D1C7A-3D2B-4C1E-9A55-0D6F4B1C2A01', category: 'marketing' },
  smpp: { systemId: 'shop', passwordFrom: 'SHOP_PASSWORD' },
};

function read(text: string) {
  const file = join(folder, 'accounts.yaml');
  writeFileSync(file, text);
  const problems: string[] = [];
  return { accounts: readAccounts(file, ENV, (problem) => problems.push(problem)), problems };
}
const problemsOf = (...accounts: object[]) => read(JSON.stringify({ accounts })).problems.join('\n');

it('reads the example, with the password from its variable', () => {
  const problems: string[] = [];
  const accounts = readAccounts(join(__dirname, '../../../../docs/accounts.example.yaml'), ENV, (each) =>
    problems.push(each),
  );
  expect(problems).toEqual([]);
  expect(accounts).toMatchObject([
    { id: 'shop', smpp: { password: 'secret12', tlsRequired: true, categoryTlv: 0x1500 } },
  ]);
});

it('requires TLS, and writes ids in lower case, by default', () => {
  expect(read(JSON.stringify({ accounts: [SHOP] })).accounts).toMatchObject([
    { advertiserId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01', takesReplies: true, smpp: { tlsRequired: true } },
  ]);
});

it.each([
  ['has no advertiser', { ...SHOP, advertiser: undefined }, 'accounts[0].advertiser'],
  ['speaks for everybody', { ...SHOP, advertiser: '*' }, 'is no id'],
  ['states no category', { ...SHOP, category: undefined }, 'accounts[0].category'],
  ['has a field that nobody knows', { ...SHOP, secret: 'x' }, 'Unrecognized key: "secret"'],
  ['has no network', { ...SHOP, addresses: ['192.0.2.0/33'] }, 'must be an address or a network'],
  [
    'has its password in the file',
    { ...SHOP, smpp: { systemId: 'shop', passwordFrom: 'secret12' } },
    'must be the name of an environment variable',
  ],
  [
    'has no password',
    { ...SHOP, smpp: { systemId: 'shop', passwordFrom: 'NO_PASSWORD' } },
    'its password is not set: put it in NO_PASSWORD',
  ],
  [
    'has a password that SMPP cannot carry',
    { ...SHOP, smpp: { systemId: 'shop', passwordFrom: 'LONG_PASSWORD' } },
    'more than 8 characters',
  ],
])('refuses an account that %s', (_, entry, problem) => {
  expect(problemsOf(entry)).toContain(problem);
});

it('refuses two accounts of one name, or of one system id', () => {
  expect(problemsOf(SHOP, SHOP)).toContain('two accounts are called shop');
  expect(problemsOf(SHOP, { ...SHOP, id: 'other' })).toContain('two accounts have the system id shop');
});

it('reports a file that is not YAML, and never the password', () => {
  expect(read('accounts: [').problems).toHaveLength(1);
  expect(problemsOf(SHOP, { ...SHOP, id: 'Ö' })).not.toContain('secret12');
});
