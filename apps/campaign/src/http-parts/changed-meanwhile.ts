import { type Result, ok, refused } from '@stopsms/kernel';

/** Conflict: the object has changed since the caller read it. */
export interface ChangedMeanwhile {
  code: 'changed-meanwhile';
  /** Current version. */
  version: number;
}

/** @param expected - the version that the caller saw; absent for one that does not mind */
export const heldTo = (version: number, expected: number | undefined): Result<undefined, ChangedMeanwhile> =>
  expected === undefined || expected === version ? ok(undefined) : refused({ code: 'changed-meanwhile', version });
