import { packFiles } from '../fixtures/packs';
import { packHash } from './pack-hash';
import { PackError } from './pack-node';
import { readPack } from './read-pack';
import type { RulePack } from './rule-pack';

const fileOf = (name: string): string => packFiles().find((file) => file.name === name)?.yaml ?? '';
const french = fileOf('fr-2026.1.yaml');
const american = fileOf('us-2025.2.yaml');

/** Pack with the hash of its content, as the author of an intended change writes it. */
const withHash = (yaml: string): RulePack => {
  const right = /write (sha256-[\w-]+) here/.exec(errorOf(() => readPack('pack.yaml', yaml)))?.[1] ?? '';
  return readPack('pack.yaml', yaml.replace(/^hash: .*$/m, `hash: ${right}`));
};
function errorOf(work: () => unknown): string {
  try {
    return String(work());
  } catch (error) {
    return (error as Error).message;
  }
}
const withoutCaps = (yaml: string): string => yaml.replace(/^ {4}cap: .*\n/gm, '');

const CLOSED_WEEK = `default:
${['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => `    ${day}: closed\n`).join('')}`;

test.each(packFiles())('$name is a complete pack and its hash is that of its content', ({ name, yaml }) => {
  const pack = readPack(name, yaml);
  expect(name).toBe(`${pack.country.toLowerCase()}-${pack.version}.yaml`);
  expect(pack.hash).toMatch(/^sha256-[\w-]{43}$/);
});

test('comments and key order do not change the hash; a changed rule does', () => {
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
  [
    'adverts from codes of no known range',
    "advert_prefixes: ['36']",
    "advert_prefixes: ['37']",
    /mention\.advert_prefixes holds 37, which is not among code_prefixes/,
  ],
  ['no rule for senders', /^senders:\n(?: {2}.*\n)+/m, '', /has no "senders"/],
  [
    'an unknown rule for senders',
    'names: generic-registered',
    'names: some',
    /senders\.names is none of any, registered/,
  ],
  ['names that are registered nowhere', /^ {2}registry: .*\n/m, '', /senders has no "registry"/],
  ['no generic name', /^ {2}generic: >-.*\n(?: {4}.*\n)+/m, '', /senders has no "generic"/],
  ['generic names with digits', ' promo ', ' promo24 ', /senders\.generic is nothing such as info promo/],
  ['adverts that name nobody', 'named_in: sender-or-text', 'named_in: nowhere', /identity\.named_in is none of/],
  [
    'opt-outs of an unknown scope',
    'informative_heeds: everybody',
    'informative_heeds: none',
    /informative_heeds is none of/,
  ],
  ['a confirmation at no time', 'web: by-day', 'web: never', /confirmation\.web is none of by-day, at-once/],
  [
    'a basis that ends at once',
    'soft_opt_in: { valid: true,',
    'soft_opt_in: { valid: true, months: 0,',
    /soft_opt_in\.months is 0/,
  ],
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
  ['a start that is no instant', /valid_from: \S+/, 'valid_from: spring', /valid_from is not an instant in UTC/],
  ['a local start', /valid_from: \S+/, 'valid_from: 2026-03-01T00:00:00', /valid_from is not an instant in UTC/],
  ['a fixed offset for a zone', 'Europe/Paris', "'+01:00'", /time_zones\[0\] is not an IANA time zone/],
  ['a zone without summer time', 'Europe/Paris', 'Etc/GMT+1', /time_zones\[0\] is not an IANA time zone/],
  [
    'holidays of a country unknown to the library',
    'regions: [FR]',
    'regions: [ZZ]',
    /holidays\.regions\[0\] is "ZZ", of which date-holidays/,
  ],
  [
    'holidays of a state unknown to the library',
    'regions: [FR]',
    'regions: [FR, FR-75]',
    /holidays\.regions\[1\] is "FR-75"/,
  ],
  ['a holiday of 30 February', '05-01 05-08', '05-01 02-30', /regions\.FR\.holidays\.2026 holds "02-30"/],
  ['an unquoted year', "'2026': 01-01 04-06 05-01 05-08 05-14", '2026: 01-01 04-06 05-01 05-08 05-14', /quote it/],
  [
    'a region that is no code',
    '  FR:\n    time_zones',
    '  France:\n    time_zones',
    /regions\.France is no ISO 3166 code/,
  ],
  ['a basis not said to be valid or not', /^ {4}b2b: .*\n/m, '', /consent\.bases has no "b2b"/],
  [
    'an unknown basis',
    '    b2b:',
    '    bought: { valid: true, sources: [own] }\n    b2b:',
    /consent\.bases\.bought is no key/,
  ],
  [
    'a basis without source',
    'b2b: { valid: true, sources: [cnil-sms] }',
    'b2b: { valid: true }',
    /b2b has no "sources"/,
  ],
  ['consents that never count', 'expiry_years: 3', 'expiry_years: 0', /expiry_years is 0/],
  ['everybody trusted', 'right_texts: 1000', 'right_texts: 0', /review\.trusted\.right_texts is 0/],
  ['trust that asks more', 'band_percent: 50', 'band_percent: 101', /review\.trusted\.band_percent is over 100/],
  ['a watch that asks less', 'band_percent: 120', 'band_percent: 99', /review\.watched\.band_percent is under 100/],
  ['a watch longer than anybody remembers', 'days: 90', 'days: 401', /review\.watched\.days is over 400/],
  ['no word on whom a person is asked about', /^review:\n(?: {2}.*\n)+/m, '', /has no "review"/],
  ['a key of another country', 'FR.window.sunday:', 'DE.window.sunday:', /DE\.window\.sunday is no key such as FR/],
  [
    'a key that points nowhere',
    '[window.default.sunday]',
    '[window.default.someday]',
    /at\[0\] is no key of this file/,
  ],
  [
    'an unverified source that no key asks about',
    /  FR\.sectors\.energy\.consent_lifts:\n(?: {4}.*\n)+/,
    '',
    /sources\.energy-consent is unverified and no key/,
  ],
  ['a week that never opens', /default:\n(?: {4}\w+day: .*\n){7}/, CLOSED_WEEK, /window\.default opens on no day/],
  ['an alias to nothing', 'code_digits: 5', 'code_digits: *five', /fr\.yaml:\d+ the pack is not YAML/],
  ['an alias to itself', 'code_digits: 5', 'code_digits: &five [*five]', /fr\.yaml:\d+ the pack is not YAML/],
  ['a key twice', 'version: ', "version: '2026.9'\nversion: ", /fr\.yaml:\d+ the pack is not YAML/],
  ['a version that is none', /version: .*/, 'version: spring', /version is nothing such as '2026\.1'/],
  ['a list where a map belongs', /^sectors:\n( {2}.*\n)+/m, 'sectors: [cpf]\n', /sectors is not a map/],
  ['broken YAML', 'country: FR', 'country: [FR', /fr\.yaml:\d+ the pack is not YAML/],
  ['nothing at all', /^[^]*$/, '', /the pack is not a map/],
] as const)('refuses a pack with %s, naming file, line and key', (_, from, to, message) => {
  const changed = french.replace(from, to);
  expect(changed).not.toBe(french);
  expect(() => readPack('fr.yaml', changed)).toThrow(PackError);
  expect(() => readPack('fr.yaml', changed)).toThrow(message);
});

test('an error names the line of the value', () => {
  const line = french.split('\n').findIndex((each) => each.includes('monday: 08:00-20:00')) + 1;
  const changed = french.replace('monday: 08:00-20:00', 'monday: 07:00-20:00');
  expect(() => readPack('fr.yaml', changed)).toThrow(`fr.yaml:${line} window.default.monday`);
});

test('a country must be as strict as each of its states, because a number shows no state', () => {
  const looser = american.replace(
    /sunday: closed\n {8}holiday: closed\n {4}holidays/,
    'sunday: 12:00-17:00\n        holiday: closed\n    holidays',
  );
  expect(looser).not.toBe(american);
  expect(() => readPack('us.yaml', looser)).toThrow(
    /us\.yaml:\d+ regions\.US allows hours on a sunday that US-AL forbids/,
  );
});

const CAP = '    cap: { adverts: 3, hours: 24, sources: [own] }\n    holidays:';

test('a region may have a cap on adverts', () => {
  const { regions } = withHash(french.replace('    holidays:', CAP));
  expect(regions['FR']?.cap).toEqual({ adverts: 3, hours: 24 });
});

test.each([
  ['that lets nothing leave', 'adverts: 0, hours: 24', /regions\.FR\.cap\.adverts lets no advert leave/],
  ['that looks back for ever', 'adverts: 3, hours: 745', /regions\.FR\.cap\.hours is not from 1 to 744/],
  ['without hours', 'adverts: 3', /regions\.FR\.cap has no "hours"/],
  ['of days', 'adverts: 3, days: 1, hours: 24', /regions\.FR\.cap\.days is no key/],
])('refuses a cap %s', (_, rule, message) => {
  const wrong = french.replace('    holidays:', CAP.replace('adverts: 3, hours: 24', rule));
  expect(() => readPack('fr.yaml', wrong)).toThrow(message);
});

test.each([
  ['no cap', ''],
  ['more adverts', '    cap: { adverts: 4, hours: 24, sources: [own] }\n'],
  ['a shorter stretch', '    cap: { adverts: 3, hours: 12, sources: [own] }\n'],
])('a country with %s is looser than a state with a cap', (_, cap) => {
  const states = withoutCaps(american);
  const capped = states
    .replace(/^( {2}US-FL:\n)/m, '$1    cap: { adverts: 3, hours: 24, sources: [own] }\n')
    .replace(/^( {2}US:\n)/m, `$1${cap}`);
  expect(capped).not.toBe(states);
  expect(() => readPack('us.yaml', capped)).toThrow(
    /us\.yaml:\d+ regions\.US allows more adverts than US-FL, 3 in 24 h/,
  );
});

test('refuses a text far longer or deeper than a pack', () => {
  expect(() => readPack('long.yaml', `a: ${'x'.repeat(1_000_000)}`)).toThrow(/long\.yaml:1 the pack is longer/);
  expect(() => readPack('deep.yaml', '['.repeat(100_000))).toThrow(PackError);
});
