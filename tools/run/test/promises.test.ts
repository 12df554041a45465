import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROGRAM = join(__dirname, '../check/promises.mjs');
const GUARANTEE =
  '| `G1` | Nothing is lost. | `apps/mail/test/sent.core.test.ts`, `apps/mail/src/queue/queue.spec.ts` |';
const QUEUE = '| `queue` | A letter is queued once. | `apps/mail/test/sent.core.test.ts` |';
const page = (guarantees: string, mail: string) => `# Testing

## Promises

### Guarantees

| Guarantee | Promise | Core tests |
| --------- | ------- | ---------- |
${guarantees}

### mail

| Subject | Promise | Core tests |
| ------- | ------- | ---------- |
${mail}

## Sizes

| Size | Core tests |
`;
const PAGE = page(GUARANTEE, QUEUE);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promises-'));
  spawnSync('git', ['init', '-q'], { cwd: folder });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Returns the output of the check for a folder with one service, one guarantee, this page and these empty files. */
function checked(text: string, ...more: string[]): { lines: string[]; status: number | null } {
  const empty = ['queue/queue.module.ts', 'queue/queue.spec.ts', 'queue/send/send.ts', 'consumes/consumes.module.ts'];
  const files: Record<string, string> = {
    'docs/testing.md': text,
    [join('docs', 'design', 'guarantees.md')]: '# Guarantees\n\n## G1\n',
    'apps/mail/test/sent.core.test.ts': '',
    ...Object.fromEntries([...empty.map((name) => `apps/mail/src/${name}`), ...more].map((path) => [path, ''])),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM], { cwd: folder, encoding: 'utf8' });
  return { lines: stderr.split('\n').filter((line) => line !== ''), status };
}

test.each([
  ['a page with a row for all', PAGE],
  ['a row of a folder inside a subject', PAGE.replace('`queue`', '`queue/send`')],
])('%s passes', (_, text) => {
  expect(checked(text)).toEqual({ lines: [], status: 0 });
});

test.each([
  ['a guarantee without a row', page('', QUEUE), [], /no core test proves docs\/design\/guarantees\.md#g1$/],
  [
    'a row without a test',
    page(`${GUARANTEE}\n| \`G2\` | All arrive. | |`, QUEUE),
    [],
    /:10: "All arrive\." has no core test$/,
  ],
  [
    'a test that does not exist',
    page(GUARANTEE.replace('sent', 'lost'), QUEUE),
    [],
    /:9: there is no apps\/mail\/test\/lost/,
  ],
  [
    'a test of another tier',
    page(GUARANTEE.replace('sent.core', 'slow'), QUEUE),
    ['apps/mail/test/slow.test.ts'],
    /:9: apps\/mail\/test\/slow\.test\.ts is neither \*\.core\.test\.ts nor \*\.spec\.ts$/,
  ],
  [
    'a core test in no row',
    PAGE,
    ['e2e/extra.core.test.ts'],
    /^e2e\/extra\.core\.test\.ts proves no promise of docs\/testing\.md/,
  ],
  ['a service without a promise', PAGE, ['apps/fax/src/main.ts'], /the service fax has no promise$/],
  [
    'a subject in no row',
    PAGE,
    ['apps/mail/src/stamps/stamps.module.ts'],
    /the subject apps\/mail\/src\/stamps has no promise with a core test$/,
  ],
  [
    'a row of a folder that does not exist',
    page(GUARANTEE, `${QUEUE}\n${QUEUE.replace('`queue`', '`que`')}`),
    [],
    /:16: there is no apps\/mail\/src\/que$/,
  ],
])('%s is reported', (_, text, files, fault) => {
  expect(checked(text, ...files)).toEqual({ lines: [expect.stringMatching(fault)], status: 1 });
});

test('a page without the tables reports what needs a row', () => {
  expect(checked('# Testing\n').lines).toEqual([
    'docs/testing.md: no core test proves docs/design/guarantees.md#g1',
    'docs/testing.md: the service mail has no promise',
    expect.stringMatching(/^apps\/mail\/test\/sent\.core\.test\.ts proves no promise/),
  ]);
});
