import { InvalidArgumentError } from 'commander';

/** One setting of a benchmark: its help and how it is read are both made from this. */
export interface Flag<V> {
  about: string;
  /** Placeholder of the value in the help. */
  placeholder: string;
  usual: V;
  /** The usual value as the help shows it. */
  shown: string;
  /** @throws InvalidArgumentError saying what is expected */
  read: (text: string) => V;
}

export type Flags = Readonly<Record<string, Flag<unknown>>>;
export type ValuesOf<F extends Flags> = { [Name in keyof F]: F[Name] extends Flag<infer V> ? V : never };

/** A whole number. */
export function count(usual: number, about: string, { from = 1, to = 1e9 } = {}): Flag<number> {
  const read = (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= from && value <= to) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${from} to ${to}.`);
  };
  return { about, placeholder: 'count', usual, shown: String(usual), read };
}

/** Several of them, with commas between. */
export function counts(usual: number[], about: string, range: { from?: number; to?: number } = {}): Flag<number[]> {
  const one = count(0, about, range);
  return {
    about,
    placeholder: 'counts',
    usual,
    shown: usual.join(','),
    read: (text) => text.split(',').map((word) => one.read(word.trim())),
  };
}

export function choice<C extends string>(choices: readonly [C, ...C[]], about: string): Flag<C> {
  const read = (text: string): C => {
    const chosen = choices.find((one) => one === text);
    if (chosen !== undefined) return chosen;
    throw new InvalidArgumentError(`Expected ${choices.join(' or ')}.`);
  };
  return {
    about: `${about}: ${choices.join(' or ')}`,
    placeholder: 'which',
    usual: choices[0],
    shown: choices[0],
    read,
  };
}

/** Some of what there is, with commas between; none unless asked for. */
export function someOf(all: readonly string[], about: string): Flag<string[]> {
  const read = (text: string): string[] => {
    const words = text.split(',');
    if (words.every((word) => all.includes(word))) return words;
    throw new InvalidArgumentError(`Expected some of ${all.join(',')}.`);
  };
  return { about: `${about}: some of ${all.join(',')}`, placeholder: 'names', usual: [], shown: 'none', read };
}

/** The usual values, but for those given. */
export function valuesOf<F extends Flags>(flags: F, given: Partial<ValuesOf<F>> = {}): ValuesOf<F> {
  const usual = Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, flag.usual]));
  return { ...usual, ...given } as ValuesOf<F>;
}
