import { executeBin } from '../workspace.mjs';

const SOURCES = ['apps', 'libs', 'tools', 'benchmarks', 'e2e'];

/** 0 when no import goes back and no files import each other in a circle: see arrows.config.mjs. */
export const checkArrows = (options) =>
  executeBin('depcruise', ['--config', 'arrows.config.mjs', '--output-type', 'err-long', ...SOURCES], options);
