import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { freeStackPorts, startStack, workspaceRoot } from '@stopsms/local-stack';
import { runStory } from '@stopsms/story';
import { EVERY_LOOK, LOOKS } from './pages';
import { takeScreenshots } from './take';

const options = {
  /** A console that serves already; else a whole product is started, and its story played. */
  console: { type: 'string' },
  folder: { type: 'string', default: join(workspaceRoot(), 'docs', 'console') },
  all: { type: 'boolean', default: false },
} as const;
const log = (line: string) => console.log(line);

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const folder = resolve(values.folder);
  const looks = values.all ? EVERY_LOOK : LOOKS;
  if (values.console !== undefined) {
    await takeScreenshots({ consoleUrl: new URL(values.console).origin, folder, looks, log });
    return;
  }
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-screenshots-'));
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  try {
    const stack = await startStack({ dir, ports: await freeStackPorts(), log, signal: ending.signal });
    try {
      const { cast } = await runStory(stack, log);
      await fetch(`${stack.identityProvider.url}/people/mark/advertisers`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([cast.brisane]),
      });
      await takeScreenshots({ consoleUrl: stack.console.url, folder, looks, log });
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
