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
  let folder: string;
  let shell: Shell;
  beforeEach(() => {
    // Like the root of the repository, but what a page writes does not stay there.
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-page-'));
    for (const name of USED) symlinkSync(join(workspaceRoot(), name), join(folder, name));
    shell = new Shell(folder);
  });
  afterEach(() => {
    shell.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(PAGES)('$page does what it says, pasted block after block', async ({ page, under }) => {
    const steps = readPage(page, under);
    expect(steps.filter(({ promised }) => promised).length).toBeGreaterThan(2);
    for (const step of steps) await play(shell, step, stackOf());
  });
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
