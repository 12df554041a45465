import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

const root = workspaceRoot();
const COMPLIANCE = 'apps/compliance/src';
const WEB = 'apps/console/web/src';
const ALWAYS = { 'libs/kernel/src/index.ts': 'export const kernel = 1;', 'apps/campaign/src/main.ts': 'export {};' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'arrows-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

/** Rules that sources break, as `npm run check` finds them. */
async function brokenBy(sources: Record<string, string>): Promise<string[]> {
  for (const [path, text] of Object.entries({ ...ALWAYS, ...sources })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const program = join(root, 'node_modules/.bin/depcruise');
  const args = [program, '--config', join(root, 'arrows.config.mjs'), '--output-type', 'json', 'apps', 'libs'];
  const output = await new Promise<string>((resolve) =>
    execFile(process.execPath, args, { cwd: folder }, (_, written) => resolve(written)),
  );
  const { violations } = (JSON.parse(output) as Report).summary;
  return violations.map(({ rule }) => rule.name).sort();
}

test('an import of an earlier layer is accepted', async () => {
  expect(
    await brokenBy({
      [`${COMPLIANCE}/rules/text/read.ts`]: `import { kernel } from '../../../../../libs/kernel/src/index'; export const read = kernel;`,
      [`${COMPLIANCE}/decision/core/decide.ts`]: `import { read } from '../../rules/text/read'; export const decide = read;`,
      [`${COMPLIANCE}/consumes/check.ts`]: `import { decide } from '../decision/core/decide'; export const check = decide;`,
    }),
  ).toEqual([]);
});

test.each([
  {
    it: 'an arrow that goes back',
    sources: {
      [`${COMPLIANCE}/rules/text/read.ts`]: `import { decide } from '../../decision/core/decide'; export const read = decide;`,
      [`${COMPLIANCE}/decision/core/decide.ts`]: `export const decide = 1;`,
    },
    broken: ['compliance: rules/text'],
  },
  {
    it: 'a circle inside a room, of types alone',
    sources: {
      'libs/smpp/src/one.ts': `import type { Other } from './other'; export type One = Other;`,
      'libs/smpp/src/other.ts': `import type { One } from './one'; export interface Other { one?: One }`,
    },
    broken: ['a circle'],
  },
  {
    it: 'a rule that does I/O',
    sources: {
      'libs/outbox/src/outbox.ts': 'export const outbox = 1;',
      'apps/notification/src/texts/rule.ts': `import { outbox } from '../../../../libs/outbox/src/outbox'; export const rule = outbox;`,
    },
    broken: ['rules are pure'],
  },
  {
    it: 'a layer that LAYERS does not list',
    sources: {
      'apps/campaign/src/helpers/help.ts': 'export const help = 1;',
      'apps/campaign/src/contacts/use.ts': `import { help } from '../helpers/help'; export const use = help;`,
    },
    broken: ['campaign: a folder that is not listed'],
  },
  {
    it: 'a component of the console that imports a page',
    sources: {
      [`${WEB}/design/Table.tsx`]: `import { Page } from '../marketer/Page'; export const Table = Page;`,
      [`${WEB}/marketer/Page.tsx`]: 'export const Page = () => <p />;',
    },
    broken: ['console/web: design'],
  },
  {
    it: 'a page of the console that imports a page of other users',
    sources: {
      [`${WEB}/auditor/Search.tsx`]: `import { Page } from '../marketer/Page'; export const Search = Page;`,
      [`${WEB}/marketer/Page.tsx`]: 'export const Page = () => <p />;',
    },
    broken: ['console/web: pages of two kinds of users'],
  },
])('$it is found', async ({ sources, broken }) => {
  expect(await brokenBy(sources)).toEqual(broken);
});
