import { parseArgs } from 'node:util';

/**
 * Flags of a script: printed by --help and used to check the arguments.
 * @typedef {object} Usage
 * @property {string} about - what it does, in one line
 * @property {string} [words] - arguments after the flags, for people
 * @property {Record<string, { value?: string, about: string }>} [flags] - one with a value names it; `about` states a default
 * @property {string[]} [more] - further lines for people
 * @property {boolean} [passesOn] - everything but a first --help belongs to another program
 */

/** Scripts that package.json does not name. */
const WITHOUT_NPM = ['cluster'];

/** Returns the command that people type. */
export const called = (name) => {
  if (WITHOUT_NPM.includes(name)) return `node tools/run.mjs ${name}`;
  if (name === 'test-all') return 'npm run test:all';
  return ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`;
};
/** npm takes for itself what does not stand behind `--`. */
const calledWith = (name) => (WITHOUT_NPM.includes(name) ? called(name) : `${called(name)} --`);

/** @returns values and words; or an exit code when nothing is left to do */
export function readFlags(name, usage, args) {
  if (usage.passesOn && !['--help', '-h'].includes(args[0])) return { words: args, values: {} };
  try {
    const flags = Object.entries(usage.flags ?? {});
    const options = Object.fromEntries(
      flags.map(([flag, { value }]) => [flag, { type: value ? 'string' : 'boolean' }]),
    );
    const help = { type: 'boolean', short: 'h' };
    const { values, positionals } = parseArgs({ args, options: { ...options, help }, allowPositionals: true });
    if (values.help) {
      console.log(helpOf(name, usage).join('\n'));
      return { exitCode: 0 };
    }
    if (positionals.length > 0 && !usage.words) throw new Error(`'${positionals[0]}' means nothing here`);
    return { values, words: positionals };
  } catch (error) {
    return refuse(name, error.message);
  }
}

/** One line about a wrong call. */
export function refuse(name, why) {
  // Of Node's own sentences the first says what is wrong.
  const [first] = why.split('. ');
  console.error(`${called(name)}: ${first.replace(/\.$/, '')}. ${calledWith(name)} --help lists the flags.`);
  return { exitCode: 2 };
}

function helpOf(name, { about, words, flags = {}, more = [] }) {
  const shown = { ...flags, help: { about: 'this text' } };
  const lines = Object.entries(shown).map(([flag, { value, about: what }]) => [
    `--${flag} ${value ?? ''}`.trim(),
    what,
  ]);
  const width = Math.max(...lines.map(([flag]) => flag.length));
  return [
    `${calledWith(name)} [flags]${words ? ` ${words}` : ''}`,
    `  ${about}`,
    '',
    ...lines.map(([flag, what]) => `  ${flag.padEnd(width)}  ${what}`),
    ...(more.length > 0 ? ['', ...more.map((line) => `  ${line}`)] : []),
  ];
}
