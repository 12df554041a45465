import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

// Runs tests that pass, fail, break and hang as `npm test` does, and reads what it says.
jest.setTimeout(180_000);

const ROOT = join(__dirname, '../../..');
const FIXTURES = join(__dirname, 'fixtures');
const path = (name: string) => relative(ROOT, join(FIXTURES, `${name}.fixture.js`));

interface Run {
  output: string;
  counts: { passed: number; failed: number; files: { file: string; failure?: string }[] };
}

let logs: string;

beforeEach(() => {
  logs = mkdtempSync(join(tmpdir(), 'stopsms-run-'));
});

afterEach(() => rmSync(logs, { recursive: true, force: true }));

async function run(names: string[], more: object = {}): Promise<Run> {
  const options = {
    config: join(FIXTURES, 'jest.config.js'),
    only: names.map(path),
    env: { STOPSMS_TEST_LOGS: logs },
    ...more,
  };
  return ask<Run['counts']>(`await runJest('service', ${JSON.stringify(options)})`);
}

type Flaky = { file: string; failure: string }[];

async function runTwice(names: string[]): Promise<{ output: string; counts: Flaky }> {
  const options = { config: join(FIXTURES, 'jest.config.js'), env: { STOPSMS_TEST_LOGS: logs } };
  const first = `{ size: 'service', ...await runJest('service', ${JSON.stringify({ ...options, only: names.map(path) })}) }`;
  return ask<Flaky>(`await findFlaky([${first}], ${JSON.stringify(options)})`);
}

async function ask<T>(expression: string): Promise<{ output: string; counts: T }> {
  const script = `import { runJest } from './tools/run/jest.mjs';
    import { findFlaky } from './tools/run/jest/second-try.mjs';
    console.log('COUNTS ' + JSON.stringify(${expression}));`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: ROOT,
  });
  const [, counts = ''] = /^COUNTS (.*)$/m.exec(stdout) ?? [];
  return { output: stdout + stderr, counts: JSON.parse(counts) as T };
}

test('a failure is printed when it happens, with its log and the command that runs its file alone', async () => {
  const { output, counts } = await run(['passes', 'fails', 'breaks']);
  expect(counts).toMatchObject({ passed: 1, failed: 2 });
  expect(output).toMatch(/service +\d\/3 {2}passed +\d+\.\d s {2}\S*passes\.fixture\.js \(1 tests\)/);
  expect(output).toMatch(/service +\d\/3 {2}FAILED .*fails\.fixture\.js \(1 of 1 failed\)/);
  expect(output).toContain('Expected: "that"');
  expect(output).toContain('a line of the service that failed');
  expect(output).not.toContain('that nobody needs');
  expect(output).toContain('it cannot be loaded');
  for (const name of ['fails', 'breaks']) expect(output).toContain(`This file alone: npx jest ${path(name)}`);
  const failures = counts.files.map(({ file, failure = '' }) => [relative(ROOT, file), failure] as const);
  expect(Object.fromEntries(failures)).toEqual({
    [path('passes')]: '',
    [path('fails')]: expect.stringContaining('Expected: "that"'),
    [path('breaks')]: expect.stringContaining('it cannot be loaded'),
  });
});

test('each file has a log of its own, also of several that one process runs', async () => {
  await run(['passes', 'fails'], { workers: 1 });
  const written = ['passes', 'fails'].map((name) => `${path(name).replaceAll('/', '__')}.log`);
  expect(readdirSync(logs).sort()).toEqual([...written].sort());
  expect(written.map((file) => readFileSync(join(logs, file), 'utf8'))).toEqual([
    'a line of a service that nobody needs\n',
    'a line of the service that failed\n',
  ]);
});

test('a file that takes longer than its limit is ended and has failed, and the others run', async () => {
  const { output, counts } = await run(['hangs', 'passes', 'fails'], { minutesPerFile: 0.25 });
  expect(counts).toMatchObject({ passed: 1, failed: 2 });
  expect(counts.files.map(({ file }) => relative(ROOT, file)).sort()).toEqual(['fails', 'hangs', 'passes'].map(path));
  expect(output).toContain(`${path('hangs')} is not done after 0.25 minutes, so it is ended.`);
  expect(output).toContain('the last words before it hangs');
});

test('a run that ends before its last file has failed, and says which files were not done', async () => {
  const { output, counts } = await run(['cuts', 'hangs', 'passes'], { workers: 2 });
  expect(counts).toMatchObject({ passed: 0, failed: 2, files: [] });
  for (const name of ['cuts', 'hangs']) {
    expect(output).toContain(`FAILED, because it was not done when the service tests ended: ${path(name)}`);
  }
  expect(output).toContain(`1 files of the service tests never ran:\n  ${path('passes')}\n`);
});

test('no test at all is not a failure where paths were asked for, and is one where all were', async () => {
  expect((await run(['absent'])).counts).toEqual({ passed: 0, failed: 0, files: [] });
});

test('a failed file runs again, alone, and is flaky if it then passes', async () => {
  const { output, counts } = await runTwice(['passes', 'unsteady', 'fails']);
  expect(output).toMatch(/A second try, each alone: .*unsteady\.fixture\.js/);
  expect(counts.map(({ file }) => relative(ROOT, file))).toEqual([path('unsteady')]);
  expect(counts[0]?.failure).toContain('Expected: "quiet"');
});

test('no file runs again if many failed, or if one was not done', async () => {
  const many = await runTwice(['fails', 'breaks', 'unsteady', 'fails-too']);
  expect(many.output).not.toContain('A second try');
  expect(many.counts).toEqual([]);
  rmSync(join(logs, 'was-here'));
  const cut = await runTwice(['cuts', 'hangs', 'unsteady']);
  expect(cut.output).not.toContain('A second try');
});

test('a file that adds listeners without end has failed', async () => {
  const { output, counts } = await run(['leaks', 'passes'], { workers: 1 });
  expect(counts).toMatchObject({ passed: 1, failed: 1 });
  expect(output).toContain('Listeners were added and never removed');
});

test('a file that leaves a server open has failed, and keeps no worker from ending', async () => {
  const { output, counts } = await run(['listens', 'passes']);
  expect(counts).toMatchObject({ passed: 1, failed: 1 });
  expect(output).toContain('The file left open: TCPServerWrap');
});

test('processor time of a file is measured', async () => {
  const { counts } = await run(['passes']);
  expect(counts.files).toEqual([expect.objectContaining({ cpuSeconds: expect.any(Number) as number })]);
});

test('shards divide the files, and one with none passes', async () => {
  const names = ['passes', 'fails', 'breaks'];
  const shards = await Promise.all([1, 2, 3, 4].map((n) => run(names, { shard: `${n}/4` })));
  const files = shards.map(({ counts }) => counts.files.map(({ file }) => relative(ROOT, file)));
  expect(files.flat().sort()).toEqual(names.map(path).sort());
  expect(shards[3]?.counts).toEqual({ passed: 0, failed: 0, files: [] });
});
