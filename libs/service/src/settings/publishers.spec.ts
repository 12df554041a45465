import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishersIn, readPublishers } from './publishers';

const LORANE = '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01';

function read(text: string) {
  const problems: string[] = [];
  return { publishers: publishersIn(text, (problem) => problems.push(problem)), problems };
}

test('a list names publishers and their advertisers, ids in any case', () => {
  const { publishers, problems } = read(`
publishers:
  - { name: shop, advertisers: [${LORANE.toUpperCase()}] }
  - { name: crm-2, advertisers: '*', shared: true }`);
  expect(problems).toEqual([]);
  expect(publishers).toEqual([
    { name: 'shop', advertisers: new Set([LORANE]), shared: false },
    { name: 'crm-2', advertisers: '*', shared: true },
  ]);
});

test('JSON is accepted, and an empty list', () => {
  expect(read('{"publishers": []}')).toEqual({ publishers: [], problems: [] });
});

test.each([
  ['no YAML', 'publishers: [', /^Flow sequence/],
  ['no list', '- shop', /^the list Invalid input: expected object/],
  ['a field more', 'publishers: []\nrights: all', /^the list Unrecognized key: "rights"/],
  ['a name that no topic can have', publisher('name: Shop/1'), /^publishers\[0\]\.name must be a lower-case letter/],
  [
    'the name of dead letters',
    publisher('name: dlq'),
    /^publishers\[0\]\.name must be none of dlq, campaign, unnamed, gateway$/,
  ],
  ['no advertisers', 'publishers: [{ name: shop }]', /^publishers\[0\]\.advertisers must be '\*' or a list/],
  [
    'an empty list of advertisers',
    publisher('advertisers: []'),
    /^publishers\[0\]\.advertisers must be '\*' or a list/,
  ],
  ['an id that is none', publisher('advertisers: [lorane]'), /^publishers\[0\]\.advertisers\[0\] is no id$/],
  ['a shared one for some', publisher('shared: true'), /^shop is shared, .* its advertisers must be '\*'$/],
])('%s is refused in words', (_, text, problem) => {
  expect(read(text).problems).toEqual([expect.stringMatching(problem)]);
});

test('two of one name are refused', () => {
  const shop = `{ name: shop, advertisers: [${LORANE}] }`;
  expect(read(`publishers: [${shop}, ${shop}]`).problems).toEqual(['two publishers are called shop']);
});

test('more than a hundred are refused', () => {
  const many = Array.from({ length: 101 }, (_, n) => ({ name: `p${n}`, advertisers: '*' }));
  expect(read(JSON.stringify({ publishers: many })).problems).toEqual([
    expect.stringMatching(/^publishers has more than 100 publishers$/),
  ]);
});

test('the list comes from a variable or from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stopsms-publishers-'));
  const file = join(folder, 'publishers.yaml');
  writeFileSync(file, `publishers: [{ name: shop, advertisers: '*' }]\n`);
  const problems: string[] = [];
  const names = (env: NodeJS.ProcessEnv) =>
    readPublishers(env, (problem) => problems.push(problem)).map(({ name }) => name);
  expect(names({ PUBLISHERS_FILE: file })).toEqual(['shop']);
  expect(names({})).toEqual([]);
  expect(problems).toEqual([]);
  expect(names({ PUBLISHERS: 'publishers: 7' })).toEqual([]);
  expect(names({ PUBLISHERS_FILE: join(folder, 'none') })).toEqual([]);
  expect(problems).toEqual([
    'PUBLISHERS is wrong: publishers is no list',
    expect.stringMatching(/cannot be read: ENOENT/),
  ]);
  rmSync(folder, { recursive: true });
});

function publisher(changed: string): string {
  const fields = { name: 'name: shop', advertisers: `advertisers: [${LORANE}]`, shared: 'shared: false' };
  const [field = ''] = changed.split(':');
  return `publishers: [{ ${Object.values({ ...fields, [field]: changed }).join(', ')} }]`;
}
