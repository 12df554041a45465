// What one app needs to run, and nothing else: its files are found by following its imports, since all apps share one
// package.json. Called by docker/Dockerfile: node tools/containers/collect.mjs <app> <folder>
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, lutimesSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileTrace } from '@vercel/nft';

const [app, target] = process.argv.slice(2);
const root = process.cwd();
/** Read at run time by a path that is computed. */
const READ_BY_PATH = { compliance: ['apps/compliance/packs'] };
/** Process 1 ignores a signal that it has no handler for, so until the app has its own this one ends it, as it would elsewhere. */
const START = `process.on('SIGTERM', () => process.listenerCount('SIGTERM') > 1 || process.exit(143));
require('./ENTRY');
`;
const LICENCE = /^(licen[cs]e|notice|copying)/i;

const entry = [`dist/apps/${app}/src/main.js`, `dist/tools/${app}/src/main.js`].find((file) => existsSync(file));
if (!entry || !target) fail(`there is no app "${app}": build with --build-arg APP=<folder of apps/ or tools/>`);

// As the Node of the image resolves: it takes `module-sync` where a package offers it.
const { fileList, warnings } = await nodeFileTrace([entry], { base: root, conditions: ['node', 'module-sync'] });
// Libraries name packages that only some of their users have; our own code never does.
const missing = [...warnings].filter(
  ({ message }) => /Failed to resolve/.test(message) && message.includes(`${root}/dist/`),
);
if (missing.length > 0) fail(missing.map(({ message }) => message).join('\n'));

const packages = new Set([...fileList].map(packageOf).filter(Boolean));
const files = [
  ...fileList,
  ...(READ_BY_PATH[app] ?? []),
  ...[...packages].flatMap(licencesIn),
  ...(packages.has('node_modules/swagger-ui-dist') ? pageOfSwagger('node_modules/swagger-ui-dist') : []),
];
for (const file of files) cpSync(file, join(target, file), { recursive: true, verbatimSymlinks: true });
writeFileSync(join(target, 'main.js'), START.replace('ENTRY', entry));
proveThatItLoads();
setTimes(target, Number(process.env.SOURCE_DATE_EPOCH || 0));
console.log(`${app}: ${fileList.size} files of ${packages.size} packages`);

function packageOf(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function licencesIn(folder) {
  return readdirSync(folder)
    .filter((name) => LICENCE.test(name))
    .map((name) => join(folder, name));
}

/** The page at /docs; the package has it three times over, with source maps. */
function pageOfSwagger(folder) {
  const page =
    /^(swagger-ui\.css|swagger-ui-(bundle|standalone-preset)\.js|swagger-initializer\.js|favicon.*|index\.css)$/;
  return readdirSync(folder)
    .filter((name) => page.test(name))
    .map((name) => join(folder, name));
}

/** Without any setting an app loads all its modules, then says what is not set. */
function proveThatItLoads() {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['main.js'], {
    cwd: target,
    env: { SIMULATOR_HTTP_PORT: 'none' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (status !== 1 || !/cannot (start|be provisioned)/.test(stderr + stdout)) {
    fail(`what was collected for ${app} does not load (exit code ${status}):\n${stdout}${stderr}`);
  }
}

/** The same sources give the same image, to the bit. */
function setTimes(path, seconds) {
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) setTimes(join(path, name), seconds);
  lutimesSync(path, seconds, seconds);
}

function fail(why) {
  console.error(`Cannot collect: ${why}`);
  process.exit(1);
}
