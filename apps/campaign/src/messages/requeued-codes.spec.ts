import { REQUEUED_CODES } from '@stopsms/contracts';
import { HELD_AGAIN } from './message-progress.rule';

test('messages returned by the dispatcher count as held, with the same codes', () => {
  expect(HELD_AGAIN).toEqual([...REQUEUED_CODES]);
});
