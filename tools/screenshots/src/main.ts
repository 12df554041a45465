import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { freeStackPorts, startStack, workspaceRoot } from '@stopsms/local-stack';
import { runStory } from '@stopsms/story';
import { EVERY_LOOK, IN_DOCS, LOOKS } from './pages';
import { takeScreenshots } from './take';

const options = {
  /** URL of a running console; without it it starts its own stack and runs the story. */
  console: { type: 'string' },
  folder: { type: 'string', default: join(workspaceRoot(), '.stopsms', 'screenshots') },
  language: { type: 'string', default: 'en' },
  all: { type: 'boolean', default: false },
  docs: { type: 'boolean', default: false },
} as const;
const log = (line: string) => console.log(line);

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const folder = resolve(values.folder);
  const looks = values.all ? EVERY_LOOK : LOOKS;
  const language = values.language === 'fr' ? 'fr' : 'en';
  const take = async (consoleUrl: string) => {
    await takeScreenshots({ consoleUrl, folder, language, looks, log });
    if (values.docs) copyToDocs(folder);
    log(`Screenshots are in ${folder}`);
  };
  if (values.console !== undefined) return take(new URL(values.console).origin);
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
      await take(stack.console.url);
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function copyToDocs(folder: string): void {
  for (const name of IN_DOCS)
    copyFileSync(join(folder, `${name}.png`), join(workspaceRoot(), 'docs', 'console', `${name}.png`));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
