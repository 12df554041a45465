import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// Every script of package.json as it is called, by its own command line: what people see before anything is built.
const ROOT = join(__dirname, '../../..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
// npm itself calls this one.
delete scripts['prepare'];

function call(script: string, ...flags: string[]) {
  const [program = '', ...args] = (scripts[script] ?? '').split(' ');
  const { status, stdout, stderr } = spawnSync(program, [...args, ...flags], { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const calledAs = (script: string) => (['start', 'test'].includes(script) ? `npm ${script}` : `npm run ${script}`);

describe.each(Object.keys(scripts))('npm run %s', (script) => {
  test('prints its flags on --help, and does nothing else', () => {
    const { status, stdout, stderr } = call(script, '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^(npm|node) .*\n/);
    expect(stdout).not.toContain('Built in');
  });
});

// These two hand on what they do not know.
describe.each(Object.keys(scripts).filter((script) => !['compose', 'bench'].includes(script)))(
  'npm run %s',
  (script) => {
    test('refuses an unknown flag in one line', () => {
      const { status, stdout, stderr } = call(script, '--bogus');
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*Unknown option '--bogus'[^\n]*--help lists the flags\.\n$/);
    });
  },
);

test.each([
  ['start', ['--once', '--empty'], '--once ends after the story and --empty has none: choose one'],
  [
    'dev',
    ['letters'],
    "'letters' is no service (campaign, compliance, console, dispatcher, gateway, inbound-mo, notification, suppression)",
  ],
  ['test', ['nowhere'], "'nowhere' is no size (unit, service, e2e) and no path"],
  ['test', ['changed', 'apps/campaign'], 'changed chooses the paths itself: give none'],
  ['test', ['--base', 'main'], '--base belongs to changed'],
  ['test:all', ['--shard', '5/4'], '--shard 5/4: give a part and the number of parts, such as 1/4'],
  ['test:all', ['--record', '--rest'], '--record needs a whole run'],
  ['check', ['unit'], "'unit' means nothing here"],
  ['e2e', ['--seed', '7'], '--seed belongs to --faults'],
  ['e2e', ['--faults', '--recipients', '30000'], '--recipients 30000: there are numbers for 20000'],
  ['e2e', ['--faults', '--minutes', 'five'], '--minutes five: give a number above 0'],
])('npm %s %j is refused in one line', (script, flags, why) => {
  expect(call(script, ...flags)).toEqual({
    status: 2,
    stdout: '',
    stderr: `${calledAs(script)}: ${why}. ${calledAs(script)} -- --help lists the flags.\n`,
  });
});

test('images without a registry is refused in one line', () => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/run.mjs', 'images'], { cwd: ROOT, encoding: 'utf8' });
  const images = 'node tools/run.mjs images';
  expect([status, stderr]).toEqual([
    2,
    `${images}: name the registry, such as ghcr.io/acme/stopsms. ${images} --help lists the flags.\n`,
  ]);
});

test('an unknown command is answered with those there are', () => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/run.mjs', 'tset'], { cwd: ROOT, encoding: 'utf8' });
  expect(status).toBe(2);
  for (const [, command] of Object.values(scripts)
    .join('\n')
    .matchAll(/tools\/run\.mjs ([\w-]+)/g)) {
    expect(stderr).toContain(`  ${command} `);
  }
});
