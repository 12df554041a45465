import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalService, freePort, startService } from '@stopsms/local-stack';
import { eventually } from '@stopsms/testing';
import { RestartOnChange } from '../src/restart-on-change';

// Services in miniature, built by copying their sources. The library `stamps` cannot be built.
const source = (text: string) => `
require('node:http').createServer((_, response) => response.end(${JSON.stringify(text)})).listen(process.env.PORT, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
`;
const NAMES = ['letters', 'parcels'];

let root: string;
let services: Record<string, LocalService>;
let restarts: RestartOnChange;
let built: string[][];
let lines: string[];

const write = (file: string, text: string) => writeFileSync(join(root, file), text);

async function build(projects: string[]): Promise<void> {
  built.push(projects);
  for (const name of projects.filter((project) => NAMES.includes(project)))
    cpSync(join(root, 'apps', name, 'src/main.js'), join(root, `dist-${name}.js`));
  if (projects.includes('stamps')) throw new Error('The build failed');
}

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'dev-'));
  [built, lines, services] = [[], [], {}];
  for (const folder of ['apps/letters', 'apps/parcels', 'libs/paper', 'libs/stamps'])
    mkdirSync(join(root, folder, 'src'), { recursive: true });
  for (const name of NAMES) {
    write(`apps/${name}/src/main.js`, source('first'));
    write(`dist-${name}.js`, source('first'));
    const port = await freePort();
    const logFile = join(root, `${name}.log`);
    const script = join(root, `dist-${name}.js`);
    services[name] = await startService({ name, script, port, logFile, env: { PORT: String(port) } });
  }
  restarts = await RestartOnChange.begin({
    root,
    services: Object.values(services),
    build,
    log: (line) => lines.push(line),
  });
});
afterEach(async () => {
  await restarts.end();
  await Promise.all(Object.values(services).map((service) => service.stop()));
  rmSync(root, { recursive: true, force: true });
});

const pidsOf = () => NAMES.map((name) => services[name]?.pid);
const answerOf = async (name: string) => (await fetch(services[name]?.url as string)).text();
const restarted = (name: string) => lines.filter((line) => line.startsWith(`${name} `) && line.includes('restarted'));

test('a change restarts the service of the file alone, which runs the new source', async () => {
  const [letters, parcels] = pidsOf();
  write('apps/letters/src/stamp.spec.ts', 'not built');
  write('apps/letters/src/main.js', source('second'));
  await eventually('letters is restarted', () => restarted('letters').length > 0);
  expect(await answerOf('letters')).toBe('second');
  // A file system may report one write as two changes.
  expect([new Set(built.flat()), restarted('parcels'), pidsOf()[1]]).toEqual([new Set(['letters']), [], parcels]);
  expect(pidsOf()[0]).not.toBe(letters);
  expect(lines[0]).toBe('apps/letters changed: building');
});

test('a change of a library restarts each service', async () => {
  write('libs/paper/src/size.ts', 'export {};');
  await eventually('both are restarted', () => NAMES.every((name) => restarted(name).length > 0));
  expect(new Set(built.flat())).toEqual(new Set(['paper']));
});

test('a source that cannot be built restarts nothing, and the next change is tried', async () => {
  const before = pidsOf();
  write('libs/stamps/src/price.ts', 'export {');
  await eventually('the failure is logged', () => lines.includes('The build failed'));
  expect([pidsOf(), await answerOf('letters')]).toEqual([before, 'first']);
  write('apps/letters/src/main.js', source('third'));
  await eventually('letters is restarted', async () => (await answerOf('letters')) === 'third');
});

test('a service that does not start is reported, and started again at the next change', async () => {
  write('apps/letters/src/main.js', 'throw new Error("no stamps");');
  await eventually('the failure is logged', () => lines.join().includes('letters did not start'));
  write('apps/letters/src/main.js', source('mended'));
  await eventually('letters is restarted', () => restarted('letters').length > 0);
  expect(await answerOf('letters')).toBe('mended');
});
