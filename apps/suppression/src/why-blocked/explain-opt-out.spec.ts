import { explainNumber } from '../numbers/explain-number';
import { explainOptOut, neverOptedOut } from './explain-opt-out';
import type { NumberState } from '../numbers/number-state';

const since = new Date('2026-11-25T10:00:00Z');
const ACME = '0b8f6c1e-8c3b-4b8e-9f55-0e6d0a6a2f11';
const explain = (source: string, scope = ACME, state: 'out' | 'back' = 'out') =>
  explainOptOut({ scope, state, source, since }, 'Lorane');

test.each([
  ['sms', 'answered a text in a way that was read as STOP'],
  ['web', 'used the unsubscribe page'],
  ['api', 'entered it through the API'],
  ['import', 'on a list that another platform had kept'],
  ['provider', 'the operator has the number on a STOP list'],
  ['complaint', 'the person complained'],
  ['erasure', 'asked that their data be erased; all that is kept is a keyed hash'],
  ['something-new', 'recorded by something-new'],
])('an opt-out by %s is explained with its date and what happened', (source, words) => {
  const { explanation } = explain(source);
  expect(explanation).toMatch(/^Blocked since 2026-11-25T10:00:00.000Z: /);
  expect(explanation).toContain(words);
});

test.each([
  {
    scope: ACME,
    blocks: 'all adverts of Lorane',
    lift: 'Only the person, by texting START to the code of Lorane after 2026-11-25',
  },
  {
    scope: `${ACME}/news`,
    blocks: 'one stream of Lorane, "news"',
    lift: 'A consent that Lorane reports is kept as evidence and lifts nothing',
  },
  { scope: '*', blocks: 'every advertiser of the platform', lift: 'No act towards one advertiser lifts it' },
])('$scope says what it blocks, what lifts it, and what a new holder must do', ({ scope, blocks, lift }) => {
  const explained = explain('sms', scope);
  expect(explained.explanation).toContain(blocks);
  expect(explained.lift).toContain(lift);
  expect(explained.lift).toContain('until the new holder consents and texts START');
});

test('a return is explained, with what would block again', () => {
  expect(explain('sms', ACME, 'back')).toEqual({
    scope: ACME,
    explanation: expect.stringContaining('came back on 2026-11-25T10:00:00.000Z: the person texted START'),
    lift: expect.stringContaining('A new STOP would'),
  });
  expect(neverOptedOut('Lorane')).toContain('POST /v1/consents/search');
});

const failed: Omit<NumberState, 'state'> = {
  since: Date.parse('2026-10-01T00:00:00Z'),
  lastFailureAt: Date.parse('2026-11-05T00:00:00Z'),
  ...{ messageId: 'm', provider: 'ovh', stat: 'UNDELIV', error: '1' },
};
test.each([
  { state: 'invalid', unfit: ['marketing', 'informative', 'service'], words: 'nobody has it (UNDELIV, error 1)' },
  { state: 'suspended', unfit: ['marketing'], words: 'only a text from the number does' },
  { state: 'unreachable', unfit: [], words: 'one delivery ends this' },
] as const)('a number that is $state is explained with its evidence', ({ state, unfit, words }) => {
  expect(explainNumber({ ...failed, state })).toMatchObject({
    ...{ state, unfit, explanation: expect.stringContaining(words) },
    evidence: { messageId: 'm', provider: 'ovh', stat: 'UNDELIV', error: '1' },
  });
});
