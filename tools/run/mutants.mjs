import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { refuse } from './flags.mjs';
import { importsOf, mutantsOf, randomOf } from './mutants/mutations.mjs';
import { root } from './workspace.mjs';

const [COUNT, SEED, MINUTES] = [30, 1, 10];

/** Product code whose faults break a guarantee, and the tests that have to see them. */
const ROOMS = {
  decision: { size: 'unit', sources: 'apps/compliance/src/decision' },
  journal: { size: 'unit', sources: 'apps/dispatcher/src/journal' },
  view: { size: 'unit', sources: 'apps/dispatcher/src/view' },
  verify: { size: 'service', sources: 'libs/verify/src', tests: 'libs/verify/test' },
};
const NO_PRODUCT = /\.(?:spec|sql|module|schema|columns)\.ts$/;

export const usage = {
  words: `[${Object.keys(ROOMS).join(' ')}]`,
  flags: {
    count: { value: 'N', about: `mutants of each room; default: ${COUNT}` },
    seed: { value: 'S', about: `chooses them; default: ${SEED}. The same seed and sources give the same mutants` },
    list: { about: 'prints the mutants and runs nothing' },
  },
  more: [
    'Writes one small fault at a time into the sources, runs the tests of the room, and puts the source back.',
    'Only sources that a unit test of the room loads are mutated; the tests of the verifier run its command.',
    'A mutant that survives is a fault that no test sees, or a change that makes no difference: read it.',
  ],
};

/** Steps for an end while a mutant is active: its tests end and its source is restored. */
const restores = new Set();

export default async function mutants({ values, words }) {
  const unknown = words.find((word) => !Object.hasOwn(ROOMS, word));
  if (unknown) return refuse('mutants', `'${unknown}' is no room (${Object.keys(ROOMS).join(', ')})`).exitCode;
  const [count, seed] = [Number(values.count ?? COUNT), Number(values.seed ?? SEED)];
  if (![count, seed].every((number) => Number.isInteger(number) && number > 0)) {
    return refuse('mutants', '--count and --seed are whole numbers from 1').exitCode;
  }
  process.on('exit', () => restores.forEach((restore) => restore()));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
  const totals = [];
  for (const room of words.length > 0 ? words : Object.keys(ROOMS)) {
    const chosen = sampleOf(ROOMS[room], count, seed);
    if (values.list) chosen.forEach((mutant) => console.log(`${room}  ${describe(mutant)}`));
    else totals.push({ room, ...(await runRoom(room, chosen)) });
  }
  for (const { room, killed, timeout, survived } of totals) {
    const all = killed + timeout + survived;
    console.log(`${room.padEnd(9)} ${killed + timeout} of ${all} killed (${timeout} by time), ${survived} survived`);
  }
  return 0;
}

const describe = ({ path, line, change }) => `${relative(root, path)}:${line}  ${change}`;

function sampleOf({ size, sources }, count, seed) {
  const all = readdirSync(join(root, sources), { recursive: true }).map((path) => join(root, sources, path));
  const product = all.filter((path) => isFile(path) && !NO_PRODUCT.test(path)).sort();
  const loaded = loadedBy(all.filter((path) => path.endsWith('.spec.ts')));
  // The tests of the verifier start it as a command, so that no import of theirs leads to it.
  const reached = size === 'service' ? product : product.filter((path) => loaded.has(path));
  const mutants = reached.flatMap((path) =>
    mutantsOf(path, readFileSync(path, 'utf8')).map((mutant) => ({ path, ...mutant })),
  );
  const random = randomOf(seed);
  const shuffled = mutants.map((mutant) => ({ mutant, key: random() })).sort((one, other) => one.key - other.key);
  return shuffled.slice(0, count).map(({ mutant }) => mutant);
}

function loadedBy(files, seen = new Set()) {
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    const imports = importsOf(readFileSync(file, 'utf8')).map((name) => join(dirname(file), name));
    loadedBy(
      imports.flatMap((path) => [path, `${path}.ts`, `${path}/index.ts`].filter(isFile)),
      seen,
    );
  }
  return seen;
}
const isFile = (path) => /\.(?:mjs|ts)$/.test(path) && existsSync(path);

async function runRoom(room, chosen) {
  const counts = { killed: 0, timeout: 0, survived: 0 };
  const config = configOf(ROOMS[room]);
  if ((await runTests(config)) !== 'survived') throw new Error(`${room}: its tests fail without a mutant`);
  for (const mutant of chosen) {
    const result = await tryMutant(mutant, config);
    counts[result] += 1;
    if (result === 'survived') console.log(`${room}  survived  ${describe(mutant)}`);
  }
  return counts;
}

async function tryMutant({ path, from, to, text }, config) {
  const source = readFileSync(path, 'utf8');
  const restore = () => writeFileSync(path, source);
  restores.add(restore);
  try {
    writeFileSync(path, source.slice(0, from) + text + source.slice(to));
    return await runTests(config);
  } finally {
    restore();
    restores.delete(restore);
  }
}

/** Runs the tests in a process group of their own, so that nothing that a mutant started outlasts it. */
function runTests(config) {
  const limits = ['--bail', '--runInBand', `--testTimeout=${MINUTES * 60_000}`];
  const args = ['node_modules/.bin/jest', '--config', config, ...limits];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore', detached: true });
  const end = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
  restores.add(end);
  return new Promise((resolve, reject) => {
    let result = 'killed';
    const limit = setTimeout(() => {
      result = 'timeout';
      end();
    }, MINUTES * 60_000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(limit);
      restores.delete(end);
      resolve(code === 0 ? 'survived' : result);
    });
  });
}

/** The tests of a room, as the workspace runs them; those of the verifier need neither broker nor database. */
function configOf({ size, sources, tests = sources }) {
  const { projects } = createRequire(import.meta.url)(`${root}/jest.config.js`);
  const project = projects.find(({ displayName }) => displayName === size);
  // Jest looks through the roots before each run.
  const own = { roots: [`<rootDir>/${tests}`], testMatch: ['**/*.{spec,test}.ts'] };
  return JSON.stringify({ ...project, ...own, globalSetup: undefined, globalTeardown: undefined });
}
