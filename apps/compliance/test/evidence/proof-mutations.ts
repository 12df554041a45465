// Every way to alter one node of a JSON document: another value, a value gone, two items of a list exchanged.
import fc from 'fast-check';

type Step = string | number;
interface Mutation {
  path: Step[];
  kind: 'change' | 'drop' | 'swap';
}

export function mutations(document: unknown): fc.Arbitrary<Mutation> {
  const all = [...walk(document, [])];
  return fc.constantFrom(...all);
}

function* walk(value: unknown, path: Step[]): Generator<Mutation> {
  const inList = typeof path.at(-1) === 'number';
  if (path.length > 0 && !inList) yield { path, kind: 'drop' };
  if (value === null || typeof value !== 'object') return yield { path, kind: 'change' };
  if (Array.isArray(value) && value.length > 1) yield { path, kind: 'swap' };
  for (const [name, item] of Object.entries(value) as [string, unknown][]) {
    yield* walk(item, [...path, Array.isArray(value) ? Number(name) : name]);
  }
}

export function mutated(document: unknown, { path, kind }: Mutation): unknown {
  const copy = structuredClone(document) as Record<Step, never>;
  const last = path.at(-1) ?? '';
  const parent = path.slice(0, -1).reduce<Record<Step, unknown>>((at, step) => at[step] as Record<Step, unknown>, copy);
  if (kind === 'drop') delete parent[last];
  else if (kind === 'change') parent[last] = changed(parent[last]);
  else parent[last] = [...(parent[last] as unknown[])].reverse();
  return copy;
}

function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return 'something';
  const middle = value.length >> 1;
  const other = value[middle] === 'a' ? 'b' : 'a';
  return value.slice(0, middle) + other + value.slice(middle + 1);
}
