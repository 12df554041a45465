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
  start: 'starts everything, plays the story and serves',
  dev: 'starts everything, and restarts a service when its sources change',
  test: 'checks, then runs the core tests, or those of a size, a folder or a change',
  'test-all': 'all checks and all tests, also in parts',
  check: 'types, lint, arrows between files, format, generated files, citations and lines',
  generate: 'writes the files that are made from others',
  e2e: 'runs what plays the whole product; --faults breaks everything while a campaign runs',
  compose: 'the whole product in containers',
  cluster: 'the whole product on a kind, k3d, k3s or minikube cluster of this machine',
  images: 'builds the images of a release without an engine, for amd64 and arm64, and pushes, signs or pins them',
  bench: 'measures: without a name it lists what there is',
  mutants: 'writes small faults into the code one at a time, and reports those that no test sees',
  screenshots: 'takes screenshots of the console in .stopsms/screenshots',
  'train-reader': 'makes the weights by which texts are read, or measures them',
  reset: 'deletes the data of npm start',
  build: 'installs what is missing and builds what has changed',
};
const [name, ...args] = process.argv.slice(2);
if (!Object.hasOwn(commands, name ?? '')) {
  const lines = Object.entries(commands).map(([command, what]) => `  ${command.padEnd(12)} ${what}`);
  const asked = name === '--help' || name === '-h';
  const text = ['node tools/run.mjs <command> [flags]; <command> --help lists its flags', ...lines].join('\n');
  (asked ? console.log : console.error)(text);
  process.exit(asked ? 0 : 2);
}
const [{ readFlags }, { default: run, usage }] = await Promise.all([
  import('./run/flags.mjs'),
  import(`./run/${name}.mjs`),
]);
const asked = readFlags(name, { about: commands[name], ...usage }, args);
process.exitCode = asked.exitCode ?? (await run(asked));
