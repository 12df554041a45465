import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// A document that names the test which shows a promise must not outlive that test.

const root = join(__dirname, '../../..');
/** Test files, and parts of e2e/product.test.ts. */
const NAMED = /(?:apps|libs|tools|e2e|benchmarks)\/[\w./-]+\.(?:test|spec)\.ts|e2e\/\w+\/test-[\w-]+\.ts/g;

const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name));
const namedIn = (page: string): string[] => readFileSync(join(root, page), 'utf8').match(NAMED) ?? [];

test.each(pages.filter((page) => namedIn(page).length > 0))('%s names tests that exist', (page) => {
  expect(namedIn(page).filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('each line of the threat table in docs/security.md names one', () => {
  const security = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const [, table = ''] = security.split('## Who can try what\n');
  const [, ...lines] = table.split('\n## ')[0]?.match(/^\|(?! -).*\|$/gm) ?? [];
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter((line) => !line.match(NAMED))).toEqual([]);
});
