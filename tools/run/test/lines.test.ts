import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROGRAM = join(__dirname, '../check/lines.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lines-'));
  spawnSync('git', ['init', '-q'], { cwd: folder });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function writeLines(path: string, lines: number): void {
  write(path, 'const one = 1;\n'.repeat(lines));
}

function check(budget: object) {
  write('line-budget.json', JSON.stringify(budget));
  const { stdout, stderr, status } = spawnSync(process.execPath, [PROGRAM], { cwd: folder, encoding: 'utf8' });
  return { stdout, stderr, status };
}

const budget = (product: number, reason = 'as counted') => ({
  product: { lines: product, reason },
  test: { lines: 100, reason: 'as counted' },
  generated: { lines: 100, reason: 'as counted' },
});

test('each line is of the product, of a test or generated, and data are not counted', () => {
  writeLines('apps/mail/src/send.ts', 3);
  writeLines('tools/run/start.mjs', 4);
  writeLines('apps/mail/src/send.spec.ts', 10);
  writeLines('apps/mail/test/bed.ts', 20);
  writeLines('e2e/story.ts', 30);
  writeLines('apps/mail/src/letters.sql.ts', 5);
  writeLines('apps/mail/schema.sql', 6);
  writeLines('docs/problems.md', 7);
  writeLines('k8s/kafka/generated/topics.yaml', 8);
  for (const data of ['libs/texts/learn.tsv', 'notes.md', 'package.json', 'k8s/base/mail.yaml']) writeLines(data, 500);
  expect(check(budget(7))).toEqual({ stdout: 'product 7 · test 60 · generated 26\n', stderr: '', status: 0 });
});

test('a line above the budget is refused, and passes once the budget is raised', () => {
  writeLines('libs/mail/src/send.ts', 1_001);
  expect(check(budget(1_000))).toMatchObject({
    status: 1,
    stderr:
      '1,001 product lines, 1 more than the budget of 1,000. Delete some, or raise "lines" of product in line-budget.json and give the reason there.\n',
  });
  expect(check(budget(1_001))).toMatchObject({ status: 0, stderr: '' });
});

test('a budget without a reason or number is refused', () => {
  expect(check(budget(1, ' ')).stderr).toBe('line-budget.json: product has no reason\n');
  expect(check({ ...budget(1), test: {} }).stderr).toBe('line-budget.json: test has no number of lines\n');
});
