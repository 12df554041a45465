import { MAX_INSTANT } from '@stopsms/kernel';
import type { Contract, Contracts, Schema } from './contract';

// Two versions of the platform read and write the same topics: while it is upgraded one replica at a time, when it is set
// back, and whenever another team's service is older or newer than ours. Readers check each record against the contract
// and ignore fields they do not know, so an optional field may be added and nothing else is safe both ways. No library
// of those that compare JSON Schemas is kept up and knows both directions; our contracts use a dozen keywords of it.

export interface Finding {
  /** `breaks`: needs a new topic. `readers-first`: older readers refuse it, newer ones read both. */
  kind: 'breaks' | 'readers-first';
  what: string;
}

/** Keywords by which fewer values pass when the number is greater, or smaller. */
const LOWER_BOUNDS = ['minimum', 'minLength', 'minItems'];
const UPPER_BOUNDS = ['maximum', 'maxLength', 'maxItems'];
const EXACT = ['type', 'const', 'pattern', 'format'];
const KNOWN = new Set([...LOWER_BOUNDS, ...UPPER_BOUNDS, ...EXACT, 'properties', 'required', 'anyOf', 'items']);

/** Everything of `now` that somebody who relies on `before` could stumble over. */
export function incompatibilities(before: Contracts, now: Contracts): Finding[] {
  return Object.entries(before).flatMap(([name, released]) => {
    const current = now[name];
    return current ? ofTopic(name, released, current) : [breaks(`${name} is gone`)];
  });
}

const breaks = (what: string): Finding => ({ kind: 'breaks', what });
const readersFirst = (what: string): Finding => ({ kind: 'readers-first', what });

function ofTopic(name: string, before: Contract, now: Contract): Finding[] {
  const facts = ['partitions', 'cleanup', 'keyPattern', 'partitionedBy', 'framedBy'] as const;
  return [
    ...facts
      .filter((fact) => before[fact] !== undefined)
      .filter((fact) => JSON.stringify(before[fact]) !== JSON.stringify(now[fact]))
      .map((fact) =>
        breaks(`${name}: ${fact} was ${JSON.stringify(before[fact])} and is ${JSON.stringify(now[fact])}`),
      ),
    ...(before.open && !now.open ? [breaks(`${name}: others may no longer write to it`)] : []),
    ...ofSchema(`${name} value`, before.value, now.value),
  ];
}

function ofSchema(path: string, before: Schema, now: Schema): Finding[] {
  const unknown = [...Object.keys(before), ...Object.keys(now)].filter((keyword) => !KNOWN.has(keyword));
  if (unknown.length > 0) {
    return [
      breaks(`${path}: the keyword "${unknown[0]}" cannot be compared; teach it to tools/generate/src/contracts`),
    ];
  }
  if (before.anyOf || now.anyOf) return ofBranches(path, branchesOf(before), branchesOf(now));
  return [
    ...EXACT.filter((keyword) => before[keyword] !== now[keyword]).map((keyword) => {
      const [was, is] = [JSON.stringify(before[keyword]), JSON.stringify(now[keyword])];
      return is === undefined
        ? readersFirst(`${path}: ${keyword} ${was} is gone`)
        : breaks(`${path}: ${keyword} was ${was ?? 'none'} and is ${is}`);
    }),
    ...[...LOWER_BOUNDS, ...UPPER_BOUNDS].flatMap((keyword) => ofBound(path, keyword, before, now)),
    ...ofFields(path, before, now),
    ...(before.items && now.items ? ofSchema(`${path}[]`, before.items, now.items) : []),
  ];
}

function ofBound(path: string, keyword: string, before: Schema, now: Schema): Finding[] {
  const loosest = LOWER_BOUNDS.includes(keyword) ? -Infinity : Infinity;
  const [was, is] = [Number(before[keyword] ?? loosest), Number(now[keyword] ?? loosest)];
  if (was === is || isEndOfInstants(keyword, was, is)) return [];
  const isStricter = LOWER_BOUNDS.includes(keyword) ? is > was : is < was;
  return [(isStricter ? breaks : readersFirst)(`${path}: ${keyword} was ${was} and is ${is}`)];
}

/** Instants had no end: what lies behind it was written by nobody on purpose, and could not be decided. */
const isEndOfInstants = (keyword: string, was: number, is: number): boolean =>
  keyword === 'maximum' && was === Infinity && is === MAX_INSTANT;

function ofFields(path: string, before: Schema, now: Schema): Finding[] {
  const [were, are] = [before.properties ?? {}, now.properties ?? {}];
  const [had, has] = [new Set(before.required), new Set(now.required)];
  return [
    ...Object.entries(were).flatMap(([name, schema]) => {
      const field = `${path}.${name}`;
      const current = are[name];
      if (!current) return [breaks(`${field} is gone`)];
      return [
        ...(has.has(name) && !had.has(name) ? [breaks(`${field} was optional and is required`)] : []),
        ...(had.has(name) && !has.has(name) ? [readersFirst(`${field} was required and is optional`)] : []),
        ...ofSchema(field, schema, current),
      ];
    }),
    ...[...has].filter((name) => !were[name]).map((name) => breaks(`${path}.${name} is new and required`)),
  ];
}

/**
 * A branch is identified by its type and required fields, so that its changes are reported as such and not as one branch
 * less and one more.
 */
function ofBranches(path: string, before: Schema[], now: Schema[]): Finding[] {
  const left = [...now];
  const findings = before.flatMap((branch) => {
    const index = left.findIndex((other) => JSON.stringify(other) === JSON.stringify(branch));
    const found =
      index >= 0 ? index : left.findIndex((other) => branch.type === 'object' && nameOf(other) === nameOf(branch));
    if (found < 0) return [breaks(`${path}: ${nameOf(branch)} is allowed no more`)];
    const [match] = left.splice(found, 1);
    return ofSchema(`${path}(${nameOf(branch)})`, branch, match as Schema);
  });
  return [...findings, ...left.map((branch) => readersFirst(`${path}: ${nameOf(branch)} is allowed too`))];
}

const branchesOf = (schema: Schema): Schema[] => schema.anyOf ?? [schema];

function nameOf({ type, const: value, required }: Schema): string {
  return value === undefined ? [type, ...(required?.slice(0, 1) ?? [])].join(' ') : JSON.stringify(value);
}
