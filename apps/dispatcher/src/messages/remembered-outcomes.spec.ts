import type { MessageStatus } from '@stopsms/contracts';
import { RememberedOutcomes } from './remembered-outcomes';

const status = (what: MessageStatus['status']) => ({ messageId: 'm', attempt: 1, status: what }) as MessageStatus;
const remembered = (...all: [MessageStatus['status'], boolean][]) => {
  const outcomes = new RememberedOutcomes();
  for (const [what, isTold] of all) outcomes.set('m:1', status(what), isTold);
  return outcomes;
};

test.each<{ it: string; all: [MessageStatus['status'], boolean][]; stays: string; isTold: boolean }>([
  {
    it: 'what is known replaces unknown',
    all: [
      ['unknown', true],
      ['submitted', false],
    ],
    stays: 'submitted',
    isTold: false,
  },
  {
    it: 'unknown replaces nothing that is known',
    all: [
      ['rejected', false],
      ['unknown', true],
    ],
    stays: 'rejected',
    isTold: true,
  },
  {
    it: 'of two that are known the first stands',
    all: [
      ['submitted', true],
      ['expired', false],
    ],
    stays: 'submitted',
    isTold: true,
  },
  {
    it: 'what was not told and is read back from the topic is told',
    all: [
      ['submitted', false],
      ['submitted', true],
    ],
    stays: 'submitted',
    isTold: true,
  },
])('$it', ({ all, stays, isTold }) => {
  const found = remembered(...all).get('m:1');
  expect([found?.status.status, found?.isTold]).toEqual([stays, isTold]);
});

test('what was told need not be told again', () => {
  const outcomes = remembered(['submitted', false]);
  outcomes.told([status('submitted'), { ...status('submitted'), messageId: 'another' }]);
  expect(outcomes.get('m:1')?.isTold).toBe(true);
  expect(outcomes.get('another:1')).toBeUndefined();
});
