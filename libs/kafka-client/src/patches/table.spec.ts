import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PATCHES } from './table';

const LIBRARY = join(__dirname, '..', '..');
const KAFKAJS = join(dirname(require.resolve('kafkajs/package.json')), 'src');

const patches = Object.entries(PATCHES);

test('the inside of kafkajs that each patch relies on is what it was written for', () => {
  const changed = patches.flatMap(([name, { inside, tests }]) =>
    Object.entries(inside)
      .filter(([file, digest]) => digestOf(join(KAFKAJS, file)) !== digest)
      .map(([file]) => `${file} of kafkajs changed: check patches/${name}.ts by ${tests.join(' and ')}`),
  );
  expect(changed).toEqual([]);
});

test('a patch states each file of kafkajs that it loads', () => {
  const unstated = patches.flatMap(([name, { inside }]) =>
    loadedBy(name)
      .filter((file) => !Object.hasOwn(inside, file))
      .map((file) => `${name}: ${file}`),
  );
  expect(unstated).toEqual([]);
});

test('every patch is in the table and applied by index.ts, and nothing else', () => {
  const files = readdirSync(__dirname).filter(
    (file) => /require\('kafkajs\/src/.test(read(file)) && !file.includes('.spec.'),
  );
  const applied = [...read('index.ts').matchAll(/^import '\.\/([\w-]+)';$/gm)].map(([, name]) => name);
  const named = Object.keys(PATCHES).sort();
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(named);
  expect(applied.sort()).toEqual(named);
});

test('the README states the fault, the patch, and tests that exist', () => {
  const readme = readFileSync(join(LIBRARY, 'README.md'), 'utf8').replace(/ +/g, ' ');
  const missing = patches.filter(
    ([name, { fault, tests }]) =>
      !readme.includes(`| \`${name}\` | ${fault} | ${tests.map((test) => `\`${test}\``).join(', ')} |`),
  );
  expect(missing.map(([name]) => name)).toEqual([]);
  const root = join(LIBRARY, '..', '..');
  expect(patches.flatMap(([, { tests }]) => tests).filter((test) => !existsSync(join(root, test)))).toEqual([]);
});

const read = (file: string): string => readFileSync(join(__dirname, file), 'utf8');

const digestOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);

/** Files of kafkajs that a patch requires, from its folder `src`. */
const loadedBy = (name: string): string[] =>
  [...read(`${name}.ts`).matchAll(/require\('kafkajs\/src\/([\w/]+)'\)/g)].map(([, path = '']) =>
    existsSync(join(KAFKAJS, `${path}.js`)) ? `${path}.js` : `${path}/index.js`,
  );
