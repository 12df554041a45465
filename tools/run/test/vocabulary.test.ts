import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROGRAM = join(__dirname, '../check/vocabulary.mjs');
const BASELINE = 'tools/run/check/vocabulary.json';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocabulary-'));
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'start');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  expect(spawnSync('git', [...identity, ...args], { cwd: folder }).status).toBe(0);
}

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Runs the check in the folder, with a baseline that allows these counts and no others. */
function check(files: Record<string, string>, allowed: Record<string, number> = {}, ...flags: string[]) {
  write({ [BASELINE]: JSON.stringify(allowed), ...files });
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...flags], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test.each([
  ['a replaced word', 'told, tell', '// it is told of it'],
  ['a replaced word inside a name', 'told, tell', 'const isTold = true;'],
  ['a replaced name', 'NOBODY_WAITS, A_MOMENT, gatherMs', 'use(NOBODY_WAITS);'],
  ['a limit that is no MAX_ or MIN_', 'MOST_, LONGEST_, FEWEST_, SHORTEST_, LEAST_', 'const MOST_KEYS = 3;'],
  ['a relative opening', 'relative opening', '/** What is sent. */'],
  ['a relative opening of a long comment', 'relative opening', '/**\n * Whose texts are read.\n */'],
  ['a relative opening after a preposition', 'relative opening', '/** Of which nothing is known. */'],
  [
    'a description in a relative clause',
    'odd description',
    "z.string().describe('by which the text was read as what it is');",
  ],
  ['a summary of a route', 'odd description', "@ApiOperation({ summary: 'Whoever asked for it' })"],
  ['a title without a subject', 'odd title', "test('what waits for nobody leaves', check);"],
])('%s fails above the baseline', (_, kind, line) => {
  const { status, stderr } = check({ 'libs/a/src/a.ts': `${line}\n` });
  expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining(`${kind}: 1 (baseline 0)`) });
  expect(stderr).toMatch(/ {2}libs\/a\/src\/a\.ts:[12]: /);
});

test.each([
  ['another word that contains it', 'const retold = storytelling;'],
  ['a comment that opens with a noun', '/** Topics that only this service writes, which is what counts. */'],
  ['a longer word', '/** Wheels of a handset. */'],
  ['a plain title and description', "test('refuses a batch', check); z.string().describe('Reason of the pause.');"],
])('%s passes', (_, line) => {
  expect(check({ 'apps/a/src/a.ts': `${line}\n` })).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('migrations and documents are not read', () => {
  const files = { 'apps/a/src/migrations/a.migration.ts': '// told\n', 'notes/a.md': 'told\n' };
  expect(check(files).status).toBe(0);
});

test('a rise names the lines added since the baseline was committed', () => {
  write({ [BASELINE]: '{ "told, tell": 1 }', 'libs/a.ts': '// told\n// other\n' });
  git('add', '.');
  git('commit', '-qm', 'base');
  const { stderr } = check({ 'libs/a.ts': '// told\n// other\n// tells\n' }, { 'told, tell': 1 });
  expect(stderr).toContain('told, tell: 2 (baseline 1); new lines:\n  libs/a.ts:3: // tells\n');
  expect(stderr).not.toContain('libs/a.ts:1:');
});

test('a fall asks for a lower baseline, and --lower writes it', () => {
  const before = check({ 'libs/a.ts': '// told\n' }, { 'told, tell': 2 });
  expect(before).toMatchObject({ status: 0, stdout: expect.stringContaining('told, tell: 1 (baseline 2)') });
  expect(check({}, { 'told, tell': 2 }, '--lower').status).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, BASELINE), 'utf8'))).toMatchObject({ 'told, tell': 1 });
});
