import { type TObject, type TSchema, TypeGuard } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import type { Topic } from '@stopsms/contracts';

export class ContractViolation extends Error {}

interface Checks {
  whole: TypeCheck<Topic['value']>;
  /** Checks by field; undefined if the contract is not an object with independent fields. */
  fields: FieldChecks | undefined;
}

interface FieldChecks {
  required: readonly string[];
  of: ReadonlyMap<string, TypeCheck<TSchema>>;
}

type Fields = Readonly<Record<string, unknown>>;

const checks = new WeakMap<Topic['value'], Checks>();

function checksOf({ value }: Topic): Checks {
  let check = checks.get(value);
  if (!check) checks.set(value, (check = { whole: TypeCompiler.Compile(value), fields: fieldChecks(value) }));
  return check;
}

/** Returns the first mismatch of `value`, by path and expectation and never by content; undefined when it fits the contract. */
export function misfit(topic: Topic, value: unknown): string | undefined {
  const { whole } = checksOf(topic);
  if (whole.Check(value)) return undefined;
  const first = whole.Errors(value).First();
  return first ? `${first.path || 'value'}: ${first.message}` : 'value does not fit the schema';
}

/** @throws ContractViolation unless the value is a tombstone or fits the topic */
export function assertFits(topic: Topic, value: unknown): void {
  const wrong = value === null ? undefined : misfit(topic, value);
  if (wrong) throw new ContractViolation(`${topic.name}: ${wrong}`);
}

/**
 * Checks many messages that have common fields: those are checked once.
 * @param shared - fields of every message that does not have its own
 * @returns a function of a message's own fields: true if the message fits; false if only `misfit` of the whole can decide
 */
export function fitsWith(topic: Topic, shared: Fields): (own: Fields) => boolean {
  const { fields } = checksOf(topic);
  if (!fields || !fitsFields(fields, shared)) return () => false;
  const missing = fields.required.filter((name) => shared[name] === undefined);
  return (own) => {
    for (const name of missing) if (own[name] === undefined) return false;
    return fitsFields(fields, own);
  };
}

function fitsFields({ of }: FieldChecks, values: Fields): boolean {
  for (const name of Object.keys(values)) {
    const check = of.get(name);
    if (check !== undefined && values[name] !== undefined && !check.Check(values[name])) return false;
  }
  return true;
}

function fieldChecks(schema: TSchema): FieldChecks | undefined {
  if (!TypeGuard.IsObject(schema) || Object.keys(schema).some((key) => !INDEPENDENT.has(key))) return undefined;
  const { properties, required = [] }: TObject = schema;
  return {
    required,
    of: new Map(Object.entries(properties).map(([name, property]) => [name, TypeCompiler.Compile(property)])),
  };
}

/** Keywords of an object beside which each field can be checked alone. */
const INDEPENDENT: ReadonlySet<string> = new Set(['type', 'properties', 'required', 'description']);
