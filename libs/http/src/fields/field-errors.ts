import type { z } from 'zod';
import type { FieldError } from '../problem';

/** Matches a message that continues its subject, as in "phone is missing"; any other is a sentence of its own. */
const GOES_ON = /^(?:must|is|has|does|holds|lacks|cannot|needs|lies|closes|opens)\b/;

/** Returns the issues of a schema as sentences that name the field. Parse with `inWords`, or the words are the validator's. */
export function fieldErrors(location: FieldError['in'], issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue) => errorsOf(location, issue));
}

function errorsOf(location: FieldError['in'], { path, message, ...issue }: z.core.$ZodIssue): FieldError[] {
  // An unknown field is reported by its own name, not as a fault of the object that has it.
  if (issue.code === 'unrecognized_keys' && message === 'is not known here') {
    return issue.keys.map((key) => fieldError(location, [...path, key], message));
  }
  return [fieldError(location, path, message)];
}

function fieldError(location: FieldError['in'], path: readonly PropertyKey[], message: string): FieldError {
  const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const subject = path.reduce<string>(
    (before, step) =>
      typeof step === 'number' ? `${before}[${step}]` : before ? `${before}.${String(step)}` : String(step),
    '',
  );
  return { in: location, pointer, detail: sentence(subject || `the ${location}`, message, path.length === 0) };
}

function sentence(subject: string, message: string, isWhole: boolean): string {
  if (GOES_ON.test(message)) return `${subject} ${message}`;
  return isWhole ? message : `${subject}: ${message}`;
}
