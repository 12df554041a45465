import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import type { Topic } from '@stopsms/contracts';

export class ContractViolation extends Error {}

const checks = new WeakMap<Topic['value'], TypeCheck<Topic['value']>>();

function checkOf({ value }: Topic): TypeCheck<Topic['value']> {
  let check = checks.get(value);
  if (!check) checks.set(value, (check = TypeCompiler.Compile(value)));
  return check;
}

/** Returns the first mismatch of `value`, by path and expectation and never by content; undefined when it fits the contract. */
export function misfit(topic: Topic, value: unknown): string | undefined {
  const check = checkOf(topic);
  if (check.Check(value)) return undefined;
  const first = check.Errors(value).First();
  return first ? `${first.path || 'value'}: ${first.message}` : 'value does not fit the schema';
}

/** @throws ContractViolation unless the value is a tombstone or fits the topic */
export function assertFits(topic: Topic, value: unknown): void {
  const wrong = value === null ? undefined : misfit(topic, value);
  if (wrong) throw new ContractViolation(`${topic.name}: ${wrong}`);
}
