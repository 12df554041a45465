import { build } from './build.mjs';
import { refuse } from './flags.mjs';
import { root } from './workspace.mjs';

export const usage = {
  flags: {
    once: { about: 'ends after the story: exit code 0 if it went as described, else 1' },
    empty: { about: 'serves with no story' },
    provider: {
      value: 'NAME',
      about: 'the simulator plays the HTTP API of this vendor (docs/providers) instead of SMPP',
    },
    providers: {
      value: 'FILE',
      about:
        'with --empty: sends real SMS through the providers of this file (docs/providers) instead of the simulator',
    },
  },
  more: ['Without flags it plays the story and serves until Ctrl-C. Ports, folder and clock: .env.example.'],
};

export default async function start({ values }) {
  if (values.once && values.empty) {
    return refuse('start', '--once ends after the story and --empty has none: choose one').exitCode;
  }
  return startWith(Object.entries(values));
}

/** Runs in this process, so that Ctrl-C reaches it directly. It ends the process by itself. */
export async function startWith(flags) {
  await build();
  const main = `${root}/dist/tools/start/src/main.js`;
  process.argv = [process.execPath, main, ...flags.map(flagOf)];
  await import(main);
  return process.exitCode;
}

const flagOf = ([flag, value]) => (value === true ? `--${flag}` : `--${flag}=${value}`);
