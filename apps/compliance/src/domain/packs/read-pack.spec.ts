import { packFiles } from '../fixtures/packs';
import { packHash } from './pack-hash';
import { PackError } from './pack-node';
import { readPack } from './read-pack';

const french = packFiles().find(({ name }) => name.startsWith('fr-'))?.yaml ?? '';

test.each(packFiles())('$name is a whole pack and its hash is that of its content', ({ name, yaml }) => {
  const pack = readPack(name, yaml);
  expect(name).toBe(`${pack.country.toLowerCase()}-${pack.version}.yaml`);
  expect(pack.hash).toMatch(/^sha256-[\w-]{43}$/);
});

test('comments and the order of keys leave the hash as it is, a changed rule does not', () => {
  expect(packHash({ a: 1, b: { c: [1, 2], d: 'x' }, hash: 'old' })).toBe(packHash({ b: { d: 'x', c: [1, 2] }, a: 1 }));
  expect(packHash({ a: 1 })).not.toBe(packHash({ a: 2 }));
  expect(() => readPack('fr.yaml', french.replace('# France', '# The country: France'))).not.toThrow();
  expect(() => readPack('fr.yaml', french.replace('default: 4', 'default: 3'))).toThrow(/raise the version/);
});

test.each([
  ['no hash', /^hash: .*\n/m, '', /fr\.yaml:\d+ the pack has no "hash"/],
  ['a wrong hash', /^hash: .*$/m, 'hash: sha256-x', /fr\.yaml:\d+ hash is not that of the content/],
  [
    'default hours beyond the hard ones',
    'monday: 08:00-20:00',
    'monday: 07:00-20:00',
    /window\.default\.monday is looser/,
  ],
  [
    'an open default on a day that is hard closed',
    /hard:\n {4}monday: \S+/,
    'hard:\n    monday: closed',
    /monday is looser/,
  ],
  ['hours that are no hours', 'monday: 08:00-20:00', 'monday: 8h-20h', /window\.default\.monday is neither/],
  [
    'hours that close before they open',
    'monday: 08:00-20:00',
    'monday: 20:00-08:00',
    /window\.default\.monday is neither/,
  ],
  ['a day missing', /^ {4}monday: .*\n/m, '', /window\.default has no "monday"/],
  ['more parts than hard allows', 'default: 4', 'default: 9', /text\.max_parts\.default is looser/],
  ['parts that are no number', 'default: 4', 'default: many', /text\.max_parts\.default is not a whole number/],
  [
    'a rule whose source is not declared',
    'sources: [af2m-2026, af2m-oadc',
    'sources: [hearsay, af2m-oadc',
    /cites "hearsay"/,
  ],
  ['a rule without source', 'sources: [labour-l3133-1]', 'sources: []', /regions\.FR\.sources is empty/],
  ['an unknown sector rule', 'rule: banned', 'rule: tolerated', /sectors\.cpf\.rule is none of banned, needs-pack/],
  ['an unknown sector', '  cpf:', '  crypto:', /sectors\.crypto is no key of a pack/],
  ['a misspelt key', 'link_alone: false', 'link_alone: false\n    link_only: true', /regions\.FR\.link_only is no key/],
  ['an unknown zone', 'Europe/Paris', 'Europe/Lutetia', /time_zones\[0\] is not an IANA time zone/],
  ['no zone', '[Europe/Paris]', '[]', /time_zones names no zone/],
  [
    'a flag that is no flag',
    'code_reachable: true',
    'code_reachable: perhaps',
    /code_reachable is neither true nor false/,
  ],
  ['a holiday that is no day', '05-01 05-08', '05-01 05-38', /regions\.FR\.holidays\.2026 holds "05-38"/],
  [
    'an end before the start',
    'status: active',
    'status: active\nvalid_to: 2020-01-01T00:00:00Z',
    /valid_to is not after/,
  ],
  ['a start that is no instant', /valid_from: \S+/, 'valid_from: spring', /valid_from is not an ISO instant/],
  ['a list where a map belongs', /^sectors:\n( {2}.*\n)+/m, 'sectors: [cpf]\n', /sectors is not a map/],
  ['broken YAML', 'country: FR', 'country: [FR', /fr\.yaml:\d+ the pack is not YAML/],
  ['nothing at all', /^[^]*$/, '', /the pack is not a map/],
] as const)('a pack with %s is refused, naming file, line and key', (_, from, to, message) => {
  const changed = french.replace(from, to);
  expect(changed).not.toBe(french);
  expect(() => readPack('fr.yaml', changed)).toThrow(PackError);
  expect(() => readPack('fr.yaml', changed)).toThrow(message);
});

test('the line of an error is that of the value', () => {
  const line = french.split('\n').findIndex((each) => each.includes('monday: 08:00-20:00')) + 1;
  const changed = french.replace('monday: 08:00-20:00', 'monday: 07:00-20:00');
  expect(() => readPack('fr.yaml', changed)).toThrow(`fr.yaml:${line} window.default.monday`);
});
