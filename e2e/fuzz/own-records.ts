import type { RunningStack } from '@stopsms/local-stack';
import type { Tap } from '@stopsms/story';
import type { Stage } from '../stage';

/** Stack, and the records that came since the fuzzer began. */
export interface FuzzStage {
  stack: RunningStack;
  tap: Pick<Tap, 'seen' | 'on'>;
}

/** Leaves out the records of whoever used the stack before. */
export function stageFromNow({ stack, tap }: Stage): FuzzStage {
  const first = tap.seen.length;
  const since = () => tap.seen.slice(first);
  return {
    stack,
    tap: {
      get seen() {
        return since();
      },
      on: (topic) => since().filter((record) => record.topic === topic),
    },
  };
}
