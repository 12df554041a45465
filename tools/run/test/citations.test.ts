import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PROGRAM = join(__dirname, '../check/citations.mjs');
const LAW = `# France

## Sending hours

\`\`\`sh
# no heading
\`\`\`

## Sending hours

## STOP, and "what" it ends: [G2](../design/guarantees.md)

<a id="evening"></a>By night.
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'citations-'));
  spawnSync('git', ['init', '-q'], { cwd: folder });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Returns the output of `npm run check` for a folder that has a page of law, a decision and these files. */
function checked(files: Record<string, string>): { lines: string[]; status: number | null } {
  const all = {
    'docs/law/france.md': LAW,
    'docs/decisions/0007-counts.md': '# Counts\n',
    'docs/other.md': '# Other\n',
  };
  for (const [path, text] of Object.entries({ ...all, 'docs/design/guarantees.md': '## G2\n', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM], { cwd: folder, encoding: 'utf8' });
  return { lines: stderr.split('\n').filter((line) => line !== ''), status };
}

test.each([
  ['a heading', 'docs/law/france.md#sending-hours'],
  ['the second heading of a name', 'docs/law/france.md#sending-hours-1'],
  ['a heading with signs and a link', 'docs/law/france.md#stop-and-what-it-ends-g2'],
  ['a heading with an id', 'docs/law/france.md#evening'],
  ['a decision by its number', 'docs/decisions/0007'],
  ['another page as a whole', 'docs/other.md'],
  ['a path of somebody else', 'https://example.org/docs/law/nowhere.md'],
])('%s that exists is no fault', (_, cited) => {
  expect(checked({ 'src/a.ts': `// see ${cited}.\n`, 'packs/a.yaml': `# ${cited}\n` })).toEqual({
    lines: [],
    status: 0,
  });
});

test.each([
  ['a heading that the page has not', 'docs/law/france.md#holidays', /^src\/a\.ts:2: .*has no heading #holidays$/],
  ['a heading inside a block of code', 'docs/law/france.md#no-heading', /has no heading #no-heading$/],
  ['a page that is not there', 'docs/law/spain.md#senders', /^src\/a\.ts:2: there is no .*spain\.md$/],
  ['a page of law without a heading', 'docs/law/france.md', /is cited without a heading$/],
  ['a decision that was never made', 'docs/decisions/0008', /there is no .*0008-….md$/],
  ['the notes of the beginning', 'rules.md 8', /rules\.md is not in this repository/],
  ['other notes of the beginning', '(design.md 1)', /design\.md is not in this repository/],
  ['the cases', 'cases/README.md', /cases\/README is not in this repository/],
])('%s is found, and where it is cited', (_, cited, said) => {
  const { lines, status } = checked({ 'src/a.ts': `const a = 1;\n// see ${cited}\n` });
  expect(lines).toEqual([expect.stringMatching(said)]);
  expect(status).toBe(1);
});

test('links of pages lead to files and headings that exist', () => {
  const text = `[hours](law/france.md#sending-hours), [own](#here), [web](https://example.org/x.md#y), \`[code](nowhere.md)\`,
[gone](nowhere.md), [no heading](law/france.md#holidays), [nor here](#there), [a folder](law), [outside](../src/gone.ts).

## Here
`;
  expect(checked({ 'docs/page.md': text }).lines).toEqual([
    'docs/page.md:2: there is no docs/nowhere.md',
    'docs/page.md:2: docs/law/france.md has no heading #holidays',
    'docs/page.md:2: docs/page.md has no heading #there',
    'docs/page.md:2: there is no src/gone.ts',
  ]);
});

test('a page names files and folders of the code that exist, a decision those of its day', () => {
  const text = 'See `apps/gateway/src`, `apps/gateway/src/smpp` and `apps/<service>/tables.json`.\n';
  const files = { 'docs/page.md': text, 'docs/decisions/0008-smpp.md': text, 'apps/gateway/src/main.ts': '' };
  expect(checked(files).lines).toEqual(['docs/page.md:1: there is no apps/gateway/src/smpp']);
});
