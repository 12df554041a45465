import { Command, CommanderError, Option } from 'commander';
import type { AnyBenchmark } from './benchmark';
import { lookFor } from './needs';

const CALL = 'npm run bench --';
/** As for every command of ours. */
const WRONG_USAGE = 2;

/**
 * Runs one benchmark, or says what there is.
 * @param args - without node and script
 * @param announce - called when everything needed is there
 * @returns the exit code: 0, or 2 after one line that says what is wrong with the arguments or is missing
 */
export async function runCommand(
  args: string[],
  benchmarks: readonly AnyBenchmark[],
  announce: () => void,
): Promise<number> {
  const program = new Command(CALL)
    .usage('<benchmark> [flags]')
    .description('Measures. Each benchmark prints its machine, its figures, their spread and a peer of the same run.')
    .helpCommand(false)
    .configureOutput({ outputError: (text, write) => write(`${text.trim().replaceAll('\n', ' ')}\n`) })
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', `\n${CALL} <benchmark> --help lists its flags, their defaults and what it needs.`)
    .exitOverride();
  for (const one of benchmarks) add(program, one, announce);
  try {
    const [name = ''] = args;
    const known = benchmarks.find((one) => one.name === name);
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(known ? inFlags(program, args, known) : args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    throw error;
  }
}

function add(program: Command, benchmark: AnyBenchmark, announce: () => void): void {
  const command = program
    .command(benchmark.name)
    .summary(benchmark.summary)
    .usage('[flags]')
    .description(benchmark.about)
    .addHelpText('after', () => afterFlags(benchmark))
    .action(async (given: object) => {
      const values = given as never;
      const wrong = benchmark.refuse?.(values);
      if (wrong) command.error(`error: ${wrong}`);
      const { unmet, without } = lookFor(benchmark.needs(values));
      if (unmet.length > 0) command.error(`error: ${benchmark.name} needs ${unmet.join('; ')}`);
      announce();
      for (const line of without) console.log(line);
      await benchmark.run(values);
    });
  for (const [flag, { about, placeholder, usual, shown, read }] of Object.entries(benchmark.flags)) {
    command.addOption(new Option(`--${flag} <${placeholder}>`, about).default(usual, shown).argParser(read));
  }
}

function afterFlags({ name, flags, needs }: AnyBenchmark): string {
  const usual = Object.fromEntries(Object.entries(flags).map(([flag, { usual: value }]) => [flag, value]));
  const all = needs(usual as never);
  const must = all.filter(({ isPeer }) => !isPeer).map(({ what }) => what);
  const peers = all.filter(({ isPeer }) => isPeer).map(({ what }) => what);
  return [
    `\nNeeds: ${must.length > 0 ? must.join('; ') : 'nothing but Node'}.`,
    ...peers.map((what) => `For a peer, which is left out without it: ${what}.`),
    `Values alone are taken in this order: ${CALL} ${name} ${Object.keys(flags).join(' ')}`,
  ].join('\n');
}

/** `rebuild 1000 1` is `rebuild --records 1000 --rounds 1`. */
function inFlags(program: Command, [name = '', ...words]: string[], benchmark: AnyBenchmark): string[] {
  const flags = Object.keys(benchmark.flags);
  const firstFlag = words.findIndex((word) => word.startsWith('-'));
  const values = firstFlag === -1 ? words : words.slice(0, firstFlag);
  if (values.length > flags.length) {
    program.error(`error: ${name} takes at most ${flags.length} values alone: ${flags.join(' ')}`);
  }
  return [name, ...values.flatMap((value, n) => [`--${flags[n]}`, value]), ...words.slice(values.length)];
}
