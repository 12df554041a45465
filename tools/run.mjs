// Runs on a fresh clone, before any package is installed: Node's own modules only, and syntax that an old Node can read
// far enough to say that it is too old.
import { readFileSync } from 'node:fs';

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const wanted = engines.node.replace('>=', '');
if (wanted.localeCompare(process.versions.node, 'en', { numeric: true }) > 0) {
  console.error(
    `Node ${wanted} or newer is needed, and this is ${process.versions.node}. Get one from https://nodejs.org or with nvm.`,
  );
  process.exit(1);
}

const commands = {
  start: 'starts everything, plays the story and serves: --once ends after it, --empty leaves it out',
  test: 'checks, then runs all tests; with unit, service or e2e only those',
  check: 'types, lint, format and generated files',
  generate: 'writes the files that are made from others',
  e2e: 'runs the end-to-end test; --faults breaks everything while a campaign runs: --seed, --recipients, --minutes, --mutations',
  compose: 'the whole product in containers; with words behind it, what compose is told: down, logs, ps',
  bench: 'measures: without a name it lists what there is',
  reset: 'deletes the data of npm start',
};
const [name, ...args] = process.argv.slice(2);
if (!Object.hasOwn(commands, name ?? '')) {
  const lines = Object.entries(commands).map(([command, what]) => `  ${command.padEnd(9)} ${what}`);
  console.error(['node tools/run.mjs <command>', ...lines].join('\n'));
  process.exit(2);
}
const { default: run } = await import(`./run/${name}.mjs`);
process.exitCode = await run(args);
