import type { Output } from './output';
import type { Settings } from './settings';

/** Dependencies of every command. */
export interface Surroundings {
  settings: Settings;
  output: Output;
  /** Reports that the check found a fault: exit code 1. */
  wrong: () => void;
}
