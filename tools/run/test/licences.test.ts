import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const FILE = join(__dirname, '../check/licences.mjs');
const faultsOf = (packages: object, list: object): string[] => {
  const script = `import { licenceFaults } from '${FILE}';
    console.log(JSON.stringify(licenceFaults(${JSON.stringify({ packages })}, ${JSON.stringify(list)})));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  ) as string[];
};

test('a licence outside of the list, none at all, an exception without a reason and one that nothing needs are refused', () => {
  const packages = {
    '': { license: 'GPL-3.0-only' },
    'node_modules/fine': { license: 'MIT' },
    'node_modules/copyleft': { license: 'GPL-3.0-only' },
    'node_modules/fine/node_modules/nameless': {},
    'node_modules/excused': { license: 'MPL-2.0' },
    'node_modules/unexplained': { license: 'MPL-2.0' },
  };
  const exceptions = [
    { packages: 'excused', licence: 'MPL-2.0', reason: 'in no image' },
    { packages: 'unexplained', licence: 'MPL-2.0' },
    { packages: 'removed', licence: 'MPL-2.0', reason: 'once used' },
  ];
  const faults = faultsOf(packages, { allowed: ['MIT'], exceptions });
  const about = ['copyleft', 'nameless', 'unexplained', 'unexplained', 'removed'];
  expect(faults.map((fault, at) => fault.includes(about[at] ?? ''))).toEqual(about.map(() => true));
});
