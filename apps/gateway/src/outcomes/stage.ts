import { type PublisherOutcome, REQUEUED_CODES } from '@stopsms/contracts';

/** Stage of a message, as reported to its system. */
export type Stage =
  | 'accepted'
  | 'held'
  | 'unknown'
  | 'submitted'
  | 'refused'
  | 'blocked'
  | 'rejected'
  | 'expired'
  | 'delivered'
  | 'failed';

/** A later stage has a higher rank; from 4 on it is final. A known outcome outranks an unknown one. */
const RANK: Readonly<Record<Stage, number>> = {
  accepted: 0,
  held: 1,
  unknown: 2,
  submitted: 3,
  refused: 4,
  blocked: 4,
  rejected: 4,
  expired: 4,
  delivered: 5,
  failed: 5,
};

export const rankOf = (stage: Stage): number => RANK[stage];

const REQUEUED: readonly string[] = REQUEUED_CODES;

/** Returns the stage that an outcome shows; undefined if it changes nothing for the system, such as a release. */
export function stageOf({ state, code }: Pick<PublisherOutcome, 'state' | 'code'>): Stage | undefined {
  switch (state) {
    case 'cleared':
    case 'released':
    case 'submitting':
      return undefined;
    case 'expired':
      return code !== undefined && REQUEUED.includes(code) ? 'held' : 'expired';
    default:
      return state;
  }
}
