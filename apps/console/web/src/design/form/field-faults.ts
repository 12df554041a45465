import { ProblemError } from '../../api/problem';
import type { Field } from './field';

interface Fault {
  pointer: string;
}

const faultsOf = (error: unknown): Fault[] => {
  const errors = error instanceof ProblemError ? error.rest['errors'] : undefined;
  return Array.isArray(errors) ? (errors as Fault[]) : [];
};

/** True if a problem points to the field or to a part of it: `/codes/2` is of `codes`. */
const isOf = ({ pointer }: Fault, { name }: Field): boolean => `${pointer}/`.startsWith(`/${name}/`);

/** Names of the fields that a problem points to. */
export const refusedFields = (error: unknown, fields: readonly Field[]): string[] =>
  fields.filter((field) => faultsOf(error).some((fault) => isOf(fault, field))).map(({ name }) => name);

/** True if every fault of a problem is shown at its field. */
export function isShownAtFields(error: unknown, fields: readonly Field[]): boolean {
  const faults = faultsOf(error);
  return faults.length > 0 && faults.every((fault) => fields.some((field) => isOf(fault, field)));
}
