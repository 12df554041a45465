import type { MessageStatus } from '@stopsms/contracts';
import { RememberedOutcomes } from './remembered-outcomes';

const status = (what: MessageStatus['status']) => ({ messageId: 'm', attempt: 1, status: what }) as MessageStatus;
const remembered = (...all: [MessageStatus['status'], boolean][]) => {
  const outcomes = new RememberedOutcomes();
  for (const [what, isPublished] of all) outcomes.set('m:1', status(what), isPublished);
  return outcomes;
};

test.each<{ it: string; all: [MessageStatus['status'], boolean][]; stays: string; isPublished: boolean }>([
  {
    it: 'a known outcome replaces unknown',
    all: [
      ['unknown', true],
      ['submitted', false],
    ],
    stays: 'submitted',
    isPublished: false,
  },
  {
    it: 'unknown replaces no known outcome',
    all: [
      ['rejected', false],
      ['unknown', true],
    ],
    stays: 'rejected',
    isPublished: true,
  },
  {
    it: 'of two known outcomes the first stays',
    all: [
      ['submitted', true],
      ['expired', false],
    ],
    stays: 'submitted',
    isPublished: true,
  },
  {
    it: 'an unpublished outcome that is read back from the topic is published',
    all: [
      ['submitted', false],
      ['submitted', true],
    ],
    stays: 'submitted',
    isPublished: true,
  },
])('$it', ({ all, stays, isPublished }) => {
  const found = remembered(...all).get('m:1');
  expect([found?.status, found?.unpublished === undefined]).toEqual([stays, isPublished]);
});

test('a published outcome is marked as such', () => {
  const outcomes = remembered(['submitted', false]);
  outcomes.markPublished([status('submitted'), { ...status('submitted'), messageId: 'another' }]);
  expect(outcomes.get('m:1')).toEqual({ status: 'submitted' });
  expect(outcomes.get('another:1')).toBeUndefined();
});

test('a forgotten message stays forgotten although it is still unknown on the topic, until it has another outcome', () => {
  const outcomes = remembered(['unknown', true]);
  outcomes.forget('m:1');
  outcomes.set('m:1', status('unknown'), true);
  expect(outcomes.get('m:1')).toBeUndefined();
  // Written from here, without an answer.
  outcomes.set('m:1', status('unknown'));
  expect(outcomes.get('m:1')?.status).toBe('unknown');
  outcomes.set('m:1', status('unknown'), true);
  expect(outcomes.get('m:1')).toEqual({ status: 'unknown' });
});
