import { benchmarks } from '../catalogue';
import type { AnyBenchmark } from './benchmark';
import { benchmark } from './benchmark';
import { runCommand } from './command';
import { count, counts } from './flags';
import type { Need } from './needs';

interface Answer {
  code: number;
  said: string;
  /** Lines of the error output. */
  errors: string[];
  announced: boolean;
}

async function ask(args: string[], of: readonly AnyBenchmark[] = benchmarks): Promise<Answer> {
  const [said, errors]: [string[], string[]] = [[], []];
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0),
    jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(`${line}\n`)),
  ];
  let announced = false;
  try {
    const code = await runCommand(args, of, () => (announced = true));
    return { code, said: said.join(''), errors: errors.join('').split('\n').filter(Boolean), announced };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('help', () => {
  it.each([[[]], [['--help']]])('of all names each benchmark: %j', async (args) => {
    const { code, said } = await ask(args);
    expect(code).toBe(0);
    for (const { name, summary } of benchmarks) expect(said).toMatch(new RegExp(`${name} +${summary}`));
  });

  it.each(benchmarks.map((one) => [one.name, one] as const))(
    'of %s lists its flags, defaults and needs',
    async (name, one) => {
      const { code, said, announced } = await ask([name, '--help']);
      expect({ code, announced }).toEqual({ code: 0, announced: false });
      for (const [flag, { shown }] of Object.entries(one.flags)) {
        expect(said.replace(/\s+/g, ' ')).toMatch(new RegExp(`--${flag} <\\w+> [^<]*\\(default: ${shown}\\)`));
      }
      expect(said).toContain('Needs: ');
    },
  );

  it('of view names the peer that may be missing', async () => {
    expect((await ask(['view', '--help'])).said).toContain('left out without it: redis-server');
  });
});

describe('a wrong call is answered in one line, and nothing is begun', () => {
  it.each([
    [['nope'], "unknown command 'nope'"],
    [['pipeline', '--nope', '3'], "unknown option '--nope'"],
    [['pipeline', '--round', '3'], '(Did you mean --rounds?)'],
    [['pipeline', '--rounds'], "option '--rounds <count>' argument missing"],
    [['pipeline', '--rounds', '0'], "argument '0' is invalid. Expected a whole number from 1 to"],
    [['pipeline', '--recipients', '20000'], 'Expected a whole number from 1 to 10000.'],
    [['pipeline', '--receipts', 'never'], 'Expected usual or later.'],
    [['pipeline', '--profile', 'dispatcher,kafka'], 'Expected some of campaign,'],
    [['rebuild', 'ten'], "option '--records <count>' argument 'ten' is invalid"],
    [['rebuild', '1', '2', '3'], 'rebuild takes at most 2 values alone: records rounds'],
    [['view', '20000000'], 'Expected a whole number from 1 to 16777216.'],
    [['stop', '--rates', '10,fast'], "option '--rates <counts>' argument '10,fast' is invalid"],
    [['stop', '--rates', '500'], 'make 15630 STOPs, more than half of 10000 recipients'],
  ])('%j', async (args, why) => {
    const { code, errors, announced } = await ask(args);
    expect({ code, lines: errors.length, announced }).toEqual({ code: 2, lines: 1, announced: false });
    expect(errors[0]).toMatch(/^error: /);
    expect(errors[0]).toContain(why);
  });
});

describe('values', () => {
  const run = jest.fn(async () => undefined);
  const plain = benchmark({
    name: 'plain',
    summary: '',
    about: '',
    flags: { records: count(5, ''), rates: counts([1, 2], '') },
    needs: () => [],
    run,
  });

  it.each([
    [[], { records: 5, rates: [1, 2] }],
    [['7'], { records: 7, rates: [1, 2] }],
    [['7', '3,4'], { records: 7, rates: [3, 4] }],
    [['7', '--rates', '3'], { records: 7, rates: [3] }],
    [['--rates', '3', '--records', '8'], { records: 8, rates: [3] }],
  ])('%j', async (words, values) => {
    expect((await ask(['plain', ...words], [plain])).code).toBe(0);
    expect(run).toHaveBeenLastCalledWith(values);
  });
});

describe('requirements are checked before the run begins', () => {
  const run = jest.fn(async () => undefined);
  const needing = (...needs: Need[]) => [
    benchmark({ name: 'needing', summary: '', about: '', flags: {}, needs: () => needs, run }),
  ];
  const missing: Need = { what: 'a broker', missing: () => 'there is none' };
  beforeEach(() => run.mockClear());

  it('ends the run if one is missing', async () => {
    const { code, errors, announced } = await ask(['needing'], needing(missing));
    expect({ code, errors, announced }).toEqual({
      code: 2,
      errors: ['error: needing needs a broker (there is none)'],
      announced: false,
    });
    expect(run).not.toHaveBeenCalled();
  });

  it('reports a missing peer and continues without it', async () => {
    const { code, said, announced } = await ask(['needing'], needing({ ...missing, isPeer: true }));
    expect({ code, announced }).toEqual({ code: 0, announced: true });
    expect(said).toBe('Without the peer that needs a broker: there is none.\n');
    expect(run).toHaveBeenCalledTimes(1);
  });
});
