import { parseArgs } from 'node:util';

/**
 * Reads `--name value`; what is not given keeps its default, and a number's default asks for a number.
 * @throws RangeError naming a flag that is not known or not a number
 */
export function readFlags<F extends Record<string, number | string>>(args: string[], defaults: F): F {
  const names = Object.keys(defaults);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args, options });
  const read = names.map((name) => {
    const text = values[name];
    if (typeof text !== 'string') return [name, defaults[name]];
    if (typeof defaults[name] === 'string') return [name, text];
    const number = Number(text);
    if (!(number >= 0)) throw new RangeError(`--${name} is "${text}", expected a number from 0`);
    return [name, number];
  });
  return Object.fromEntries(read) as F;
}

/** As a usage line shows them. */
export function usageOf(defaults: Record<string, number | string>): string {
  return Object.entries(defaults)
    .map(([name, value]) => `[--${name} ${value === '' ? '…' : value}]`)
    .join(' ');
}
