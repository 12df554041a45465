import { join } from 'node:path';
/* eslint-disable @nx/enforce-module-boundaries -- no app may import another, so this tool holds what each says of a country together */
import { shippedPacks } from '../../../../apps/compliance/src/rules/fixtures/packs';
import { checkMention } from '../../../../apps/compliance/src/rules/text/mention/check-mention';
import { READ_FIRST, STOP_KEYWORDS } from '@stopsms/reply-reader';
import { TEXTED_IN } from '../../../../apps/inbound-mo/src/unsubscribe/pages/page-language';
import { ANSWERED_IN } from '../../../../apps/notification/src/texts/language';
import { NAMELESS } from '../../../../apps/notification/src/confirmations/usual-sender';
import { AT_ONCE } from '../../../../apps/notification/src/confirmations/web-hours';
/* eslint-enable @nx/enforce-module-boundaries */
import { timeZonesOf } from '@stopsms/kernel';
import { readFile } from 'node:fs/promises';
import { type PackText, PACKS, readPacks } from './read-packs';

// A country is answered in several services, none of which may import another. What one of them lacks is found here, and
// docs/adding-a-country.md says what to write there.

const ROOT = join(__dirname, '../../../..');
const TODAY = Date.parse('2026-11-27T12:00:00Z');
let packs: PackText[];
let guide: string;
beforeAll(async () => {
  packs = await readPacks(join(ROOT, PACKS));
  guide = await readFile(join(ROOT, 'docs/adding-a-country.md'), 'utf8');
});

/** Regions that a number reveals, of each country with a pack: no states. */
const regions = () =>
  [...new Set(packs.flatMap((pack) => Object.keys(pack.regions)))].filter((each) => /^[A-Z]{2}$/.test(each));
const lacking = (answers: object) => regions().filter((region) => !Object.hasOwn(answers, region));

test.each([
  { it: 'the STOP keywords', answers: STOP_KEYWORDS, file: 'libs/reply-reader/src/words/keywords.ts' },
  {
    it: 'the languages replies are read in',
    answers: READ_FIRST,
    file: 'libs/reply-reader/src/words/country-languages.ts',
  },
  {
    it: 'the languages of the unsubscribe page',
    answers: TEXTED_IN,
    file: 'apps/inbound-mo/src/unsubscribe/pages/page-language.ts',
  },
  {
    it: 'the language of confirmations and answers',
    answers: ANSWERED_IN,
    file: 'apps/notification/src/texts/language.ts',
  },
])('every region of a pack has $it, and the guide names the field', ({ answers, file }) => {
  expect(lacking(answers)).toEqual([]);
  expect(guide).toContain(`\`${file}\``);
});

test('finds a region without an answer', () => {
  const { PT: _, ...others } = ANSWERED_IN as Record<string, string>;
  expect(lacking(others)).toEqual(['PT']);
});

test('notification gives the same answers for each country as its packs', () => {
  for (const { country, version, senders, confirmation } of packs) {
    expect([country, version, NAMELESS.has(country)]).toEqual([country, version, senders.names === 'none']);
    expect([country, version, AT_ONCE.has(country)]).toEqual([country, version, confirmation.web === 'at-once']);
  }
});

/** One zone may stand for all that have its clock; a confirmation waits for those of the engine. */
test('the zones of a pack are those of its region', () => {
  for (const { regions: own } of packs)
    for (const [region, { time_zones: zones }] of Object.entries(own)) {
      const known = timeZonesOf(region.slice(0, 2));
      expect([region, zones.filter((zone) => !known.includes(zone))]).toEqual([region, []]);
    }
});

test('where a link is the mention, the first stop word of the country may stand before it', () => {
  const text = (word: string) => `Lorane 20%. ${word} s.example-brand.fr/u/Ab3dE9xK12z`;
  const context = { sender: 'Lorane', codes: ['36180'], linkHosts: ['s.example-brand.fr'] };
  for (const region of regions()) {
    const pack = shippedPacks().inForce(region, TODAY);
    if (!pack?.regions[region]?.linkAlone) continue;
    const accepted = ['Stop', ...pack.stopWords].filter(
      (word) => checkMention(text(word), { pack, region, ...context }).verdict === 'accept',
    );
    expect([region, accepted[0]]).toEqual([region, 'Stop']);
  }
});

test('the guide names every section of a pack', () => {
  const sections = Object.keys(packs[0] ?? {}).filter((key) => !/^(country|version|status|valid_|hash)/.test(key));
  expect(sections.length).toBeGreaterThan(8);
  expect(sections.filter((section) => !guide.includes(`\`${section}\``))).toEqual([]);
});
