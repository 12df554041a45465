import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningStack, workspaceRoot } from '@stopsms/local-stack';
import { eventually } from '@stopsms/testing';
import { onPortsOf } from './default-ports';
import { expectPromised } from './promised';
import { FIRST_CAMPAIGN, type Step, readPage } from './read-page';
import { Shell } from './shell';

const PAGES = [FIRST_CAMPAIGN, { page: 'README.md', under: /^First calls$/ }];
/** Surroundings that the commands of the pages use. */
const USED = ['package.json', 'tools', 'docs'];
const PATIENCE = { timeoutMs: 60_000, everyMs: 300 };

/** Plays the pages for newcomers as they are written, on a running stack: one test for each. */
export function testPages(stackOf: () => RunningStack): void {
  test.each(PAGES)('$page does what it says, pasted block after block', async ({ page, under }) => {
    expect(await playPage(page, under, stackOf())).toBeGreaterThan(2);
  });
}

/**
 * Pastes the commands of a page and compares their answers.
 * @returns how many answers the page promises
 */
export async function playPage(page: string, under: RegExp, stack: RunningStack): Promise<number> {
  // Like the root of the repository, but what a page writes does not stay there.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-page-'));
  for (const name of USED) symlinkSync(join(workspaceRoot(), name), join(folder, name));
  const shell = new Shell(folder);
  try {
    const steps = readPage(page, under);
    for (const step of steps) await play(shell, step, stack);
    return steps.filter(({ promised }) => promised).length;
  } finally {
    shell.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play(shell: Shell, { name, command, promised, looks }: Step, stack: RunningStack): Promise<void> {
  const once = async () => {
    const answer = await shell.run(onPortsOf(stack, command));
    if (promised) expectPromised(answer, promised);
    return true;
  };
  if (looks) await eventually(`"${name}" answers as the page says`, once, PATIENCE);
  else await once();
}
