import { ASK_FROM, CLEAR_FROM, OPT_OUT_FROM, joinReadings } from './join-readings';
import type { Reading } from './reading';
import { WISHES, type Probabilities, type Wish } from './weighing/model';

const NOTHING: Reading = { tier: 'none', reason: 'no request found' };
const CLEAR: Reading = { tier: 'clear', reason: 'asks to stop: "arretez"', keyword: 'arretez' };
const DECLINED: Reading = { tier: 'likely', reason: 'declines: "non"', keyword: 'non', weak: true };

/** The rest goes to `nothing`. */
function wishes(given: Partial<Record<Wish, number>>): Probabilities {
  const rest = 1 - Object.values(given).reduce((sum, each) => sum + each, 0);
  const each = WISHES.map((wish) => [wish, (given[wish] ?? 0) + (wish === 'nothing' ? rest : 0)]);
  return Object.fromEntries(each) as Probabilities;
}
const joined = (rules: Reading, given: Partial<Record<Wish, number>>, last?: 'advert' | 'notice') =>
  joinReadings(rules, wishes(given), 'weights-id', last && { last });

test.each([
  [CLEAR_FROM, 'clear'],
  [OPT_OUT_FROM, 'likely'],
] as const)('the weights opt out above %d on texts left by the rules as %s, and are named', (request, tier) => {
  expect(joined(NOTHING, { request })).toMatchObject({ tier, reason: expect.stringContaining('weights-id') });
});

test('a less certain text waits for a person, with its certainty', () => {
  expect(joined(NOTHING, { request: OPT_OUT_FROM - 0.01 })).toMatchObject({
    tier: 'none',
    unclassified: 'request',
    certainty: 0.89,
  });
  expect(joined(NOTHING, { request: ASK_FROM })).toMatchObject({ tier: 'none', unclassified: 'request' });
  expect(joined(NOTHING, { request: ASK_FROM / 2 }).unclassified).toBeUndefined();
});

test('a condition counts as doubt', () => {
  expect(joined(NOTHING, { conditional: 0.5 })).toMatchObject({ tier: 'none', unclassified: 'request' });
});

test('a request by the rules that the weights deny is decided by a person, and opts nobody out before', () => {
  expect(joined(CLEAR, { request: 0.01 })).toMatchObject({ tier: 'none', unclassified: 'request' });
  expect(joined(CLEAR, { request: 0.9 })).toMatchObject({ tier: 'clear', keyword: 'arretez' });
});

test('the weights lower no doubt of the rules', () => {
  expect(joined({ ...NOTHING, unclassified: 'request' }, {})).toMatchObject({ tier: 'none', unclassified: 'request' });
});

test('a decline answers a notice, and refuses an advert', () => {
  expect(joined(DECLINED, {}, 'notice')).toMatchObject({ tier: 'none' });
  expect(joined(DECLINED, {}, 'notice').unclassified).toBeUndefined();
  expect(joined(DECLINED, {}, 'advert')).toMatchObject({ tier: 'likely' });
  expect(joined(DECLINED, {})).toMatchObject({ tier: 'likely' });
});

test('a wish to receive texts waits for a person, and one that may be a request is held as one', () => {
  expect(joined(NOTHING, { start: 0.96 })).toMatchObject({ tier: 'start', unclassified: 'start' });
  expect(joined({ tier: 'start', reason: 'asks to subscribe again' }, { start: 0.9 })).toMatchObject({
    unclassified: 'start',
  });
  expect(joined({ tier: 'start', reason: 'asks to subscribe again' }, { request: 0.3, start: 0.6 })).toMatchObject({
    tier: 'none',
    unclassified: 'request',
  });
  expect(joined(CLEAR, { start: 0.95 })).toMatchObject({ tier: 'start', unclassified: 'request' });
});

test('questions and complaints are answered only when they are certain', () => {
  expect(joined(NOTHING, { contact: 0.95 })).toMatchObject({ tier: 'contact' });
  expect(joined(NOTHING, { help: 0.8 })).toMatchObject({ tier: 'none' });
  expect(joined(NOTHING, { complaint: 0.95 })).toMatchObject({ tier: 'report' });
});
