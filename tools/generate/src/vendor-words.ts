import { type AnyVendor, VENDORS, type VendorWord, type VendorWords } from '@stopsms/providers';
import { table } from './rules/markdown';

// Words of each vendor, as its adapter reads them, for docs/providers.

export const VENDOR_PAGES = [...VENDORS.keys()].map((name) => `docs/providers/${name}.md`);

const HEAD = ['word or code', 'ours', 'source', 'read on', 'certainty', 'note'];

/** Tables of a vendor, each with its field. */
export function vendorWords(name: string): string {
  const { words } = VENDORS.get(name) as AnyVendor;
  return words.map((each) => `${capital(each.field)}:\n\n${table(HEAD, rowsOf(each))}`).join('\n\n');
}

const rowsOf = (each: VendorWords[number]): string[][] =>
  'patterns' in each
    ? each.patterns.map(([pattern, ours]) => [`\`${pattern.source}\``, ours, ...sourceCells(each.source), ''])
    : each.words.map((word) => [`\`${word.word}\``, word.ours, ...sourceCells(word.source), noteOf(word)]);

const sourceCells = ({ title, readOn, certainty }: VendorWord<string>['source']): string[] => [
  title,
  readOn,
  certainty === 'assumed' ? 'assumed (?)' : certainty,
];

const noteOf = ({ note, isForReview }: VendorWord<string>): string =>
  [note, isForReview && '**for review**'].filter(Boolean).join('; ');

const capital = (text: string): string => text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
