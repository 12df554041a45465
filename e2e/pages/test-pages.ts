import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HTTP_PORTS } from '@stopsms/contracts';
import { type RunningStack, workspaceRoot } from '@stopsms/local-stack';
import { eventually } from '@stopsms/testing';
import { expectPromised } from './promised';
import { type Step, readPage } from './read-page';
import { Shell } from './shell';

const PAGES = [
  { page: 'docs/first-campaign.md', under: /^\d\. / },
  { page: 'README.md', under: /^First calls$/ },
];
/** What the commands of the pages reach into. */
const USED = ['package.json', 'tools', 'docs'];
const SIMULATOR_PORT = 3010;
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

/** Pages name the ports that `npm start` has by default. */
function onPortsOf(stack: RunningStack, command: string): string {
  const ports = new Map(
    Object.entries(HTTP_PORTS).map(([name, port]) => [port, stack.ports[name as keyof typeof HTTP_PORTS]]),
  );
  ports.set(SIMULATOR_PORT, stack.ports.simulatorHttp);
  return command.replace(/localhost:(\d+)/g, (address, port: string) => {
    const own = ports.get(Number(port));
    if (own === undefined) throw new Error(`${address} is nobody's by default`);
    return `localhost:${own}`;
  });
}
