import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProviders } from './read-providers';

const EXAMPLE = join(__dirname, '../../../../docs/providers.example.yaml');
const PATH_SECRET = 'the-secret-of-the-path-0123456789abcdef';
const PASSWORDS = {
  OVH_SMPP_PASSWORD: 'one',
  SINCH_SMPP_PASSWORD: 'two',
  BACKUP_SMPP_PASSWORD: 'three',
  SMSMODE_API_KEY: 'four',
  SMSMODE_PATH_SECRET: PATH_SECRET,
};

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-providers-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function read(content: unknown, env: NodeJS.ProcessEnv = { SECRET: 'secret' }) {
  const path = join(dir, 'providers.yaml');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readFile(path, env);
}

function readFile(path: string, env: NodeJS.ProcessEnv, withWebhooks = false) {
  const problems: string[] = [];
  return { book: readProviders(path, env, (problem) => problems.push(problem), withWebhooks), problems };
}

const provider = { name: 'ovh', host: 'smpp.example.net', systemId: 'acme', passwordFrom: 'SECRET' };
const served = { ...provider, codes: ['36180'] };

test('the example of the docs is read as it says', () => {
  const { book, problems } = readFile(EXAMPLE, PASSWORDS);
  expect(problems).toEqual([]);
  expect(book?.routes).toEqual({ FR: ['ovh', 'sinch'], US: ['sinch'], '*': ['sinch', 'backup'] });
  expect(book?.providers).toMatchObject([
    {
      name: 'ovh',
      port: 2775,
      tls: false,
      password: 'one',
      ratePerSecond: 20,
      window: 10,
      receiver: 'receiver',
      codes: ['36180', '+33639980012'],
    },
    {
      name: 'sinch',
      port: 3601,
      tls: { servername: 'smpp.example.com' },
      connections: 4,
      receiver: 'transceiver',
      receiptId: 'decimal',
    },
    {
      name: 'backup',
      validity: 'none',
      connections: 1,
      ratePerSecond: 10_000,
      enquireLinkMs: 30_000,
      receiptId: 'same',
    },
    {
      kind: 'http',
      name: 'smsmode',
      baseUrl: 'https://rest.smsmode.com',
      account: { apiKey: 'four' },
      ratePerSecond: 20,
      maxInFlight: 10,
      validity: 'none',
      mention: 'ours',
      confirmation: 'ours',
      repliesBy: ['webhook'],
      receiptsBy: ['webhook'],
    },
  ]);
});

test('replies and receipts come by every way that is set up, at every code, unless the file says less', () => {
  const webhook = { tokensFrom: ['HOOK'] };
  const { book } = read({
    providers: [
      { ...served, webhook },
      { ...served, name: 'hook', webhook, receiver: 'none', codes: ['36181', '+33639980012'] },
      { ...served, name: 'mixed', webhook, repliesBy: ['webhook'], receiptsBy: ['smpp'], codes: ['*'] },
    ],
  });
  expect(book?.providers).toMatchObject([
    { repliesBy: ['smpp', 'webhook'], receiptsBy: ['smpp', 'webhook'], codes: ['36180'] },
    { repliesBy: ['webhook'], receiptsBy: ['webhook'], codes: ['36181', '+33639980012'] },
    { repliesBy: ['webhook'], receiptsBy: ['smpp'] },
  ]);
  expect(book?.providers[2]).not.toHaveProperty('codes');
});

test('JSON will do, and without routes all countries go to the providers in their order', () => {
  const { book } = read({ providers: [served, { ...served, name: 'sinch', tls: true }] });
  expect(book?.routes).toEqual({ '*': ['ovh', 'sinch'] });
  expect(book?.providers[1]).toMatchObject({ tls: {}, port: 3550 });
});

test('a certificate is read from beside the file', () => {
  writeFileSync(join(dir, 'ca.pem'), 'PEM');
  expect(read({ providers: [{ ...provider, tls: { ca: 'ca.pem' } }] }).book?.providers).toMatchObject([
    { tls: { ca: 'PEM' } },
  ]);
});

test.each([
  { it: 'no YAML', content: 'providers: [', problem: /Flow sequence/ },
  { it: 'nothing in it', content: '', problem: /the file: Invalid input/ },
  { it: 'no provider', content: { providers: [] }, problem: /^providers: names no provider$/ },
  {
    it: 'a field nobody knows',
    content: { providers: [{ ...provider, windows: 3 }] },
    problem: /^providers\[0\]: .*"windows"/,
  },
  {
    it: 'a password in it',
    content: { providers: [{ ...provider, password: 'x' }] },
    problem: /^providers\[0\]: .*"password"/,
  },
  {
    it: 'a window of 0',
    content: { providers: [{ ...provider, window: 0 }] },
    problem: /^providers\[0\]\.window: .*>=1/,
  },
  {
    it: 'a password that is not set',
    content: { providers: [{ ...provider, passwordFrom: 'NOT_SET' }] },
    problem: /^providers\[0\] ovh: its password is not set: put it in NOT_SET$/,
  },
  {
    it: 'a password too long for SMPP',
    content: { providers: [{ ...provider, passwordFrom: 'LONG' }] },
    problem: /^providers\[0\] ovh: the password in LONG has at most 8 characters/,
  },
  {
    it: 'a certificate that is not there',
    content: { providers: [{ ...provider, tls: { ca: 'nowhere.pem' } }] },
    problem: /nowhere\.pem cannot be read: ENOENT$/,
  },
  {
    it: 'a certificate of ours without its key',
    content: { providers: [{ ...provider, tls: { cert: 'ca.pem' } }] },
    problem: /tls\.cert and tls\.key go together/,
  },
  {
    it: 'two providers of one name',
    content: { providers: [served, served] },
    problem: /^two providers are called ovh$/,
  },
  {
    it: 'a route to nobody',
    content: { providers: [provider], routes: { '*': ['ovh', 'sinch'] } },
    problem: /^routes\.\* names sinch, which is no provider$/,
  },
  {
    it: 'no route for the rest',
    content: { providers: [provider], routes: { FR: ['ovh'] } },
    problem: /^routes has no "\*"/,
  },
  {
    it: 'a country written small',
    content: { providers: [provider], routes: { fr: ['ovh'], '*': ['ovh'] } },
    problem: /two capital letters/,
  },
  {
    it: 'two providers of which one serves every code',
    content: { providers: [served, { ...provider, name: 'sinch' }] },
    problem: /^providers\[1\] sinch: codes is missing/,
  },
  {
    it: 'a provider whose replies come by no way',
    content: { providers: [{ ...provider, receiver: 'none' }] },
    problem: /^providers\[0\] ovh: .*STOPs among them, come by no way$/,
  },
  {
    it: 'a way that is not set up',
    content: { providers: [{ ...provider, repliesBy: ['smpp', 'webhook'] }] },
    problem: /^providers\[0\] ovh: repliesBy names webhook, which needs webhook/,
  },
  {
    it: 'a code that is none',
    content: { providers: [{ ...provider, codes: ['36 180'] }] },
    problem: /^providers\[0\]\.codes\[0\]: must be 3 to 6 digits/,
  },
  {
    it: 'a provider twice in a route',
    content: { providers: [provider], routes: { '*': ['ovh', 'ovh'] } },
    problem: /^routes\.\* names a provider twice$/,
  },
])('a file with $it is refused, saying where', ({ content, problem }) => {
  writeFileSync(join(dir, 'ca.pem'), 'PEM');
  const { book, problems } = read(content, { SECRET: 'secret', LONG: 'ninechars' });
  expect(book).toBeUndefined();
  expect(problems).toEqual([expect.stringMatching(problem)]);
});

describe('the secrets of webhooks', () => {
  const signing = { ...provider, webhook: { secretsFrom: ['HOOK', 'HOOK_NEXT'] } };
  const now = 'the-secret-of-now-0123456789abcdef';
  const next = 'the-secret-to-come-0123456789abcdef';
  const readSigning = (content: object, env: NodeJS.ProcessEnv, withWebhooks = true) => {
    const path = join(dir, 'signing.json');
    writeFileSync(path, JSON.stringify(content));
    return readFile(path, { SECRET: 'secret', ...env }, withWebhooks);
  };

  test('are read from the environment or from files, for a service that receives webhooks', () => {
    const file = join(dir, 'next');
    writeFileSync(file, `${next}\n`);
    const env = { HOOK: `${now}\n`, HOOK_NEXT_FILE: file };
    const { book } = readSigning(
      {
        providers: [
          { ...signing, codes: ['36180'] },
          { ...served, name: 'bearer', webhook: { tokensFrom: ['HOOK'] } },
          { ...served, name: 'sinch' },
        ],
      },
      env,
    );
    expect(
      book?.providers.map((each) => 'webhook' in each && [each.webhook?.by, ...(each.webhook?.secrets.values() ?? [])]),
    ).toEqual([['signature', now, next], ['token', now], false]);
  });

  test('are not required of a service that only submits', () => {
    const { book, problems } = readSigning({ providers: [signing] }, {}, false);
    expect(problems).toEqual([]);
    expect(book?.providers[0]).not.toHaveProperty('webhook');
  });

  test.each([
    {
      it: 'one that is not set',
      env: { HOOK: now },
      problem: /ovh: a webhook secret of it is not set: put it in HOOK_NEXT$/,
    },
    {
      it: 'a short one',
      env: { HOOK: now, HOOK_NEXT: 'short' },
      problem: /in HOOK_NEXT must have 32 characters or more/,
    },
    {
      it: 'three of them',
      webhook: { secretsFrom: ['A', 'B', 'C'] },
      problem: /webhook\.secretsFrom: has two at most/,
    },
    { it: 'none', webhook: { secretsFrom: [] }, problem: /webhook\.secretsFrom: names no variable$/ },
    {
      it: 'the secret itself',
      webhook: { secretsFrom: [now] },
      problem: /must be the name of an environment variable/,
    },
    {
      it: 'both signatures and tokens',
      webhook: { secretsFrom: ['HOOK'], tokensFrom: ['HOOK'] },
      problem: /webhook: must have secretsFrom, .* or tokensFrom, .* not both$/,
    },
    {
      it: 'a short token',
      webhook: { tokensFrom: ['HOOK'] },
      env: { HOOK: 'short' },
      problem: /in HOOK must have 32 characters or more/,
    },
    {
      it: 'a secret for all',
      env: { HOOK: now, HOOK_NEXT: next, WEBHOOK_SECRET: now },
      problem: /opens no provider of the file/,
    },
    { it: 'one twice', webhook: { secretsFrom: ['HOOK', 'HOOK'] }, env: { HOOK: now }, problem: /names HOOK twice$/ },
  ])('are refused with $it, without repeating one', ({ webhook = signing.webhook, env = {}, problem }) => {
    const { book, problems } = readSigning({ providers: [{ ...signing, webhook }] }, env);
    expect(book).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toContain(now);
  });
});

describe('a provider over HTTP', () => {
  const http = { kind: 'http', name: 'smsmode', vendor: 'smsmode', account: { apiKeyFrom: 'KEY' } };
  const hooked = { ...http, webhook: { secretsFrom: ['HOOK'] } };
  const env = { KEY: 'key', HOOK: PATH_SECRET };

  test('gets the URL of its callbacks with the secret that is in use, also from a dispatcher', () => {
    const entry = { ...hooked, callbackUrl: 'https://sms.example.org/', webhook: { secretsFrom: ['HOOK', 'NEXT'] } };
    const { book, problems } = read({ providers: [entry] }, { ...env, NEXT: `${PATH_SECRET}-next` });
    expect(problems).toEqual([]);
    const [provider] = book?.providers ?? [];
    expect(provider?.kind === 'http' && provider.callbackUrl?.('ref-1')).toBe(
      `https://sms.example.org/v1/callbacks/smsmode/${PATH_SECRET}/ref-1`,
    );
    expect(provider).not.toHaveProperty('callbackSecrets');
  });

  test('needs no webhook secret of a dispatcher that gives it no URL', () => {
    expect(read({ providers: [hooked] }, { KEY: 'key' }).problems).toEqual([]);
  });

  test.each<{ it: string; entry: object; problem: RegExp }>([
    { it: 'a vendor without an adapter', entry: { vendor: 'acme' }, problem: /^providers\[0\]\.vendor: / },
    { it: 'another kind', entry: { kind: 'ftp' }, problem: /kind must be smpp, the default, or http/ },
    {
      it: 'the secret itself',
      entry: { account: { apiKey: 'key' } },
      problem: /account\.apiKey is a secret: name .* account\.apiKeyFrom$/,
    },
    {
      it: 'a secret that is not set',
      entry: { account: { apiKeyFrom: 'NOT_SET' } },
      problem: /account\.apiKeyFrom: put it in .* NOT_SET$/,
    },
    { it: 'an account that lacks a field', entry: { account: {} }, problem: /smsmode: account\.apiKey: / },
    {
      it: 'a field that the vendor does not have',
      entry: { account: { apiKeyFrom: 'KEY', token: 'x' } },
      problem: /smsmode: account: .*"token"/,
    },
    {
      it: 'a URL with credentials',
      entry: { baseUrl: 'https://a:b@example.org' },
      problem: /baseUrl: has a query, a fragment or credentials/,
    },
    { it: 'a URL of another scheme', entry: { baseUrl: 'file:///etc' }, problem: /baseUrl: must be a URL/ },
    {
      it: 'callbacks in plain text',
      entry: { callbackUrl: 'http://sms.example.org' },
      problem: /callbackUrl must begin with https/,
    },
    {
      it: 'no way for replies',
      entry: { webhook: undefined },
      problem: /smsmode: it has no webhook: .*STOPs among them/,
    },
    { it: 'replies over SMPP', entry: { repliesBy: ['smpp'] }, problem: /repliesBy names smpp/ },
    { it: 'fields of SMPP', entry: { systemId: 'acme' }, problem: /^providers\[0\]: .*"systemId"/ },
  ])('is refused with $it', ({ entry, problem }) => {
    const { book, problems } = read({ providers: [{ ...hooked, ...entry }] }, env);
    expect(book).toBeUndefined();
    expect(problems).toEqual([expect.stringMatching(problem)]);
    expect(problems.join()).not.toContain(PATH_SECRET);
  });
});

test('a file that is not there is refused by its name', () => {
  const { problems } = readFile(join(dir, 'absent.yaml'), {});
  expect(problems).toEqual([expect.stringMatching(/absent\.yaml cannot be read: ENOENT/)]);
});

test('reports all faults together', () => {
  const { problems } = readFile(EXAMPLE, {});
  expect(problems).toHaveLength(5);
});

test('no problem repeats a password', () => {
  const { problems } = read({ providers: [{ ...provider, passwordFrom: 'LONG' }] }, { LONG: 'ninechars' });
  expect(problems.join()).not.toContain('ninechars');
});
