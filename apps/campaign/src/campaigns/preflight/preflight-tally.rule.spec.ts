import { type OutcomeGroup, PreflightTally, outcomesOf, refusedRegionsOf } from './preflight-tally.rule';

const cleared: OutcomeGroup = { outcome: 'cleared', ofText: false, region: 'FR', closesAt: 5, parts: 1, count: 3 };
const refused: OutcomeGroup = { outcome: 'refused', ofText: true, region: 'FR', code: 'X', detail: 'one', count: 2 };

it('adds up pages, and keeps the text of the first reason of a kind', () => {
  const tally = new PreflightTally();
  tally.add([cleared, refused]);
  tally.add([
    { ...refused, detail: 'other' },
    { ...cleared, parts: 2 },
    { ...cleared, outcome: 'held', until: 9 },
  ]);
  expect(tally.counts).toEqual({ recipients: 13, leave: 6, held: 3, refused: 4 });
  expect(tally.parts).toEqual(new Map([['FR', 3 + 6 + 3]]));
  expect(tally.groups[0]).toEqual({ ...refused, count: 4 });
  expect(outcomesOf(tally.groups)).toEqual([
    { outcome: 'leave', region: 'FR', count: 6 },
    { outcome: 'refused', code: 'X', detail: 'one', region: 'FR', count: 4 },
    { outcome: 'held', region: 'FR', until: 9, count: 3 },
  ]);
});

it('lists regions in which the text reaches nobody, with their number of recipients', () => {
  const there: OutcomeGroup = { ...refused, region: 'GB' };
  expect(refusedRegionsOf([cleared, refused, there, { ...there, code: 'Y', count: 5 }])).toEqual([
    { region: 'GB', code: 'Y', detail: 'one', count: 7 },
  ]);
  expect(refusedRegionsOf([{ ...refused, ofText: false }])).toEqual([]);
});

it('does not grow with the number of recipients', () => {
  const tally = new PreflightTally();
  for (let page = 0; page < 1_000; page += 1) tally.add([cleared, { ...refused, detail: `${page}` }]);
  expect(tally.groups).toHaveLength(2);
});

it('is zero for an empty address book', () => {
  const tally = new PreflightTally();
  expect({ ...tally.counts, parts: tally.parts.size }).toEqual({
    recipients: 0,
    leave: 0,
    held: 0,
    refused: 0,
    parts: 0,
  });
});
