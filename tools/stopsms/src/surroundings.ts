import type { Output } from './output';
import type { Settings } from './settings';

/** What every command needs. */
export interface Surroundings {
  settings: Settings;
  output: Output;
  /** Tells that what was looked at is not as it should be: exit code 1. */
  wrong: () => void;
}
