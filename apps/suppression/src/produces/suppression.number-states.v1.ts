import { type NumberStateRecord, numberStates } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { type NumberStateRecord, numberStates };

/** State of a number; `unreachable` is not published. */
type CurrentState = Omit<NumberStateRecord, 'recipientKey' | 'state'> & {
  state: NumberStateRecord['state'] | 'unreachable';
};

/** Records to publish of a number; none while it is only unreachable, since it is still tried. */
export function numberStateRecords(recipientKey: string, known: CurrentState): Outgoing<NumberStateRecord>[] {
  const { state, since, provider, error } = known;
  if (state === 'unreachable') return [];
  const value = { recipientKey, state, since: Math.round(since), provider, ...(error !== undefined && { error }) };
  return [{ key: recipientKey, value }];
}

export const numberTombstones = (recipientKeys: readonly string[]): Outgoing<null>[] =>
  recipientKeys.map((key) => ({ key, value: null }));

/** The same states go on under keys of another generation. */
export const movedNumbers = (
  records: readonly Outgoing[],
  formerly: (recipientKey: string) => string,
): Outgoing<null>[] => records.map(({ key }) => ({ key: formerly(key), value: null, moved: true }));
