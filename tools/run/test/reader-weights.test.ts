import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const PROGRAM = join(ROOT, 'tools/run/check/reader-weights.mjs');
const READ = [
  'libs/reader-texts',
  'libs/text-reader/src/fixtures',
  'libs/reply-reader/src/fixtures',
  'libs/text-reader/weights',
  'libs/reply-reader/weights',
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reader-weights-'));
  for (const path of READ) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const check = () => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM], { cwd: folder, encoding: 'utf8' });
  return { status, stderr };
};

test('accepts the weights of this repository', () => {
  expect(check()).toEqual({ status: 0, stderr: '' });
});

test.each([
  [
    'a text that was added without training',
    'libs/reader-texts/texts/further/01-same-words.tsv',
    'texts: the labelled',
  ],
  ['a reply that measures', 'libs/reader-texts/replies/sealed/s1-fr.tsv', 'replies: the labelled'],
  ['weights that were changed by hand', 'libs/reply-reader/weights/weights.json', 'replies: training did not'],
])('refuses %s', (_, path, fault) => {
  appendFileSync(join(folder, path), '\n');
  expect(check()).toEqual({ status: 1, stderr: expect.stringContaining(fault) as unknown });
});
