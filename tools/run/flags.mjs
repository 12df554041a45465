import { parseArgs } from 'node:util';

/**
 * What a script takes, told by --help and held against what it is given.
 * @typedef {object} Usage
 * @property {string} about - what it does, in one line
 * @property {string} [words] - what stands behind the flags, for people
 * @property {Record<string, { value?: string, about: string }>} [flags] - one with a value names it; a default is told in `about`
 * @property {string[]} [more] - further lines for people
 * @property {boolean} [passesOn] - everything but a first --help belongs to another program
 */

/** Those that package.json does not name. */
const WITHOUT_NPM = ['cluster'];

/** How people call it. */
export const called = (name) => {
  if (WITHOUT_NPM.includes(name)) return `node tools/run.mjs ${name}`;
  return ['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`;
};
/** npm takes for itself what does not stand behind `--`. */
const calledWith = (name) => (WITHOUT_NPM.includes(name) ? called(name) : `${called(name)} --`);

/** @returns values and words; or, when nothing is left to do, what was told by then as an exit code */
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

/** One line, for whoever called it wrongly. */
export function refuse(name, why) {
  // Of Node's own sentences the first says what is wrong.
  const [first] = why.split('. ');
  console.error(`${called(name)}: ${first.replace(/\.$/, '')}. ${calledWith(name)} --help tells what there is.`);
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
