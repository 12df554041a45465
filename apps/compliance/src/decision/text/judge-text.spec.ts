import { RecipientKeys } from '@stopsms/kernel';
import { readCases } from '@stopsms/text-reader/training';
import { shippedPack } from '../../rules/fixtures/packs';
import { packRef } from '../../rules/packs/rule-pack';
import { type Judgeable, JudgeText } from './judge-text';

const FR = shippedPack('FR');
const judged = (
  by: JudgeText,
  sender: string,
  codes: string[],
  text: string,
  category: 'marketing' | 'informative' = 'marketing',
) =>
  by.execute({
    candidate: { request: { id: 'a', advertiserId: 'b', category, sender, text } },
    advertiser: { codes, linkHosts: [], country: 'FR', sender } as unknown as Judgeable['advertiser'],
    ...{ recipient: { region: 'FR' }, rules: FR, pack: packRef(FR) },
  }).text;

const make = () => new JudgeText(new RecipientKeys(Buffer.alloc(32, 7).toString('base64')));

test('the cached result for one advertiser’s text is never used for another, whatever the sender', () => {
  const text = 'Lorane : -20% sur les manteaux ce week-end. STOP 36180';
  const shared = make();
  // The two read the same when their fields are written one a line.
  expect(judged(shared, 'Lorane\n36180', [], text).fault).toBeDefined();
  expect(judged(shared, 'Lorane', ['36180'], `\n${text}`)).toEqual(judged(make(), 'Lorane', ['36180'], `\n${text}`));
});

test('only informative texts that the classifier doubts wait for a review', () => {
  const rows = readCases<'text' | 'declared' | 'verdict'>('outgoing-texts.tsv').filter(
    ({ declared }) => declared === 'informative',
  );
  const by = make();
  const outcomeOf = (text: string): string => {
    const { fault, advert, doubt } = judged(by, 'Lorane', ['36180'], text, 'informative');
    if (fault !== undefined || advert !== undefined) return 'refuse';
    return doubt === undefined ? 'accept' : 'review';
  };
  const wrong = rows.map((row) => ({ ...row, given: outcomeOf(row.text) })).filter((row) => row.given !== row.verdict);
  expect(rows.filter(({ verdict }) => verdict === 'review').length).toBeGreaterThan(2);
  expect(wrong).toEqual([]);
});
