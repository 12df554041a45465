import { table } from './markdown';
import type { Levels, PackText, RegionText } from './read-packs';
import { cited } from './cited';
import { countryName, inForce } from './pack-dates';
import { senders } from './senders-text';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'holiday'];
const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Holiday'];
const BASES: Record<string, string> = {
  consent: 'consent: the person agreed before the first text',
  inquiry: 'inquiry: the person asked about the offer of the advertiser',
  soft_opt_in: 'soft opt-in: a customer, similar products, informed and able to refuse',
  b2b: 'B2B: an offer tied to the profession of the person',
  charity_li: 'charity: legitimate interest or the soft opt-in of charities',
};
const SECTOR_RULES: Record<string, string> = {
  banned: 'banned, even with consent; a running contract is excepted, with its reference',
  'needs-pack': 'refused until a sector pack is active; none is',
};

/** Renders the page of one country for its lawyer: every pack it ever had, the latest first. */
export function countryPage(packs: PackText[]): string {
  const country = packs[0]?.country ?? '';
  const latestFirst = [...packs].reverse();
  const intro = `${packs.length === 1 ? 'One pack' : `${packs.length} packs`}, the latest first. An advert is decided by the pack in force at the instant it is submitted. Hours are those of the clock where the recipient is. [All countries, and what the marks mean](README.md).`;
  return [`# ${countryName(country)}`, intro, ...latestFirst.map(packSection)].join('\n\n');
}

function packSection(pack: PackText): string {
  const { window, text, mention, consent, stop_words: stopWords } = pack;
  const draft = pack.status === 'draft' ? ' (draft: decides nothing)' : '';
  return [
    `## ${pack.country}@${pack.version}${draft}`,
    `In force ${inForce(pack)}. Content hash, as proofs name it: \`${pack.hash}\`.`,
    '### Hours of adverts',
    hours(pack),
    `The last submit is ${window.last_submit_minutes} minutes before closing. No setting opens hours beyond "never outside". On a holiday the hours of the weekday and those of "Holiday" must both be open. Sources: ${cited(pack, window)}.`,
    '### How many adverts',
    caps(pack),
    '### Mention and length',
    `${mentionText(mention)} Sources: ${cited(pack, mention)}. A text has at most ${text.max_parts.default} parts (never more than ${text.max_parts.hard}; sources: ${cited(pack, text)}). Besides STOP, these words are read as an opt-out: ${stopWords.words.join(', ')} (sources: ${cited(pack, stopWords)}).`,
    '### Senders, names and opt-outs',
    senders(pack),
    '### What makes an advert lawful',
    table(
      ['basis', 'valid', 'ends', 'sources'],
      Object.entries(consent.bases).map(([basis, rule]) => [
        BASES[basis] ?? basis,
        rule.valid ? 'yes' : 'no',
        rule.months === undefined ? '' : `${rule.months} months after it, whatever the person does since`,
        cited(pack, rule),
      ]),
    ),
    `Where nothing else is said, it counts for ${years(consent.expiry_years)} after it was given or the person was last in touch, whichever is later (sources: ${cited(pack, consent)}).`,
    '### Sectors',
    table(
      ['sector', 'rule', 'sources'],
      Object.entries(pack.sectors).map(([sector, rule]) => [
        sector,
        SECTOR_RULES[rule.rule] ?? rule.rule,
        cited(pack, rule),
      ]),
    ),
    '### Whom a person is asked about',
    reviewText(pack),
    '### Regions',
    regions(pack),
    '### Holidays',
    holidays(pack),
    '### Sources',
    table(
      ['name', 'source', 'mark'],
      Object.entries(pack.sources).map(([name, { title, checked }]) => [name, title, checked]),
    ),
    '### What is not verified, and the key that changes it',
    questions(pack),
  ].join('\n\n');
}

const years = (count: number): string => (count === 1 ? '1 year' : `${count} years`);

function hours(pack: PackText): string {
  const own = Object.entries(pack.regions).flatMap(([name, region]) =>
    region.hours ? levelRows(name, region.hours) : [],
  );
  return table(['', ...DAY_NAMES], [...levelRows(own.length > 0 ? 'elsewhere' : '', pack.window), ...own]);
}

const levelRows = (region: string, levels: Levels): string[][] => [
  [`${region} usual`.trim(), ...DAYS.map((day) => levels.default[day] ?? '')],
  [`${region} never outside`.trim(), ...DAYS.map((day) => levels.hard[day] ?? '')],
];

function caps(pack: PackText): string {
  const rows = Object.entries(pack.regions).flatMap(([name, { cap }]) =>
    cap ? [[`${name} ${countryName(name)}`, String(cap.adverts), `${cap.hours} hours`, cited(pack, cap)]] : [],
  );
  return rows.length === 0
    ? 'The pack has no cap: how many adverts a person gets is limited by the caps of the advertiser alone.'
    : `An advert beyond these is refused, or waits (\`CAP_REACHED\`). All adverts of one advertiser count together, whatever they are about.\n\n${table(['region', 'adverts of one advertiser to a person', 'in any', 'sources'], rows)}`;
}

function mentionText(mention: PackText['mention']): string {
  const { code_digits: digits, code_prefixes: prefixes, advert_prefixes: adverts } = mention;
  const rest = prefixes.filter((prefix) => !adverts.includes(prefix));
  const others = rest.length > 0 ? ` (${rest.join(' and ')} are for other messages)` : '';
  return prefixes.length === 0
    ? 'The text ends with an unsubscribe link: no short code of ours can be answered there.'
    : `The text ends with \`STOP\` and a short code of ${digits} digits beginning with ${adverts.join(' or ')}${others}, or with an unsubscribe link where the table of regions allows it.`;
}

function reviewText(pack: PackText): string {
  const { trusted, watched } = pack.review;
  return `A text that is declared informative and may be an advert waits for a person. An advertiser of whom ${trusted.right_texts} texts were right (different templates that left, 20 a day at most, since it was last caught) is asked about in the upper ${trusted.band_percent} % of the doubtful range alone. One that was caught, a text refused as an advert, is asked about in a range of ${watched.band_percent} % of them for ${watched.days} days. The certainty that refuses is the same for all. Sources: ${cited(pack, pack.review)}.`;
}

function regions(pack: PackText): string {
  const rows = Object.entries(pack.regions).map(([name, region]) => [
    `${name} ${countryName(name)}`,
    region.time_zones.join(', '),
    region.code_reachable ? 'yes' : 'no',
    region.link_alone ? 'yes' : 'no',
    cited(pack, region),
  ]);
  const note = rows.some(([, zones]) => zones?.includes(','))
    ? 'Where several zones are named and the number does not identify one (in the US and Canada, its area code does), all of them must be open.\n\n'
    : '';
  return (
    note + table(['region', 'time zones', 'a STOP to our codes arrives', 'a link is mention enough', 'sources'], rows)
  );
}

function holidays(pack: PackText): string {
  const years = ({ holidays: days }: RegionText) => Object.keys(days).filter((key) => key !== 'regions');
  const rows = Object.entries(pack.regions).flatMap(([name, region]) =>
    years(region).map((year) => [name, region.holidays.regions.join(', '), year, String(region.holidays[year])]),
  );
  return `Frozen, so that no update of a library changes a past decision; later years come from the library date-holidays.\n\n${table(['region', 'calendars', 'year', 'days (month-day)'], rows)}`;
}

function questions(pack: PackText): string {
  const rows = Object.entries(pack.configuration).map(([key, { question, at, ...rule }]) => [
    `\`${key}\``,
    question,
    [...new Set(at.map((path) => assumed(pack, path)))].join(', '),
    at.map((path) => `\`${path}\``).join(', '),
    cited(pack, rule),
  ]);
  return rows.length === 0 ? 'Nothing.' : table(['key', 'question', 'assumed', 'field of the pack', 'sources'], rows);
}

function assumed(pack: PackText, path: string): string {
  const value = path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], pack);
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'object' ? 'see the table' : String(value);
}
