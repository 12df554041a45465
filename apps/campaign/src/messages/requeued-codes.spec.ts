import { REQUEUED_CODES } from '@stopsms/contracts';
import { HELD_AGAIN } from './message-progress.rule';

test('what the dispatcher gives back counts as held, by the same codes', () => {
  expect(HELD_AGAIN).toEqual([...REQUEUED_CODES]);
});
