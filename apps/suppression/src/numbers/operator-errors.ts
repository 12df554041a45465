import { z } from 'zod';

/** `<error>` or `<operator>:<error>`, without leading zeros: the same error has another meaning at another operator. */
export type OperatorErrors = ReadonlySet<string>;

const LIST = /^([\w.-]+:)?\d+(\s*,\s*([\w.-]+:)?\d+)*$/;

/** A setting such as `53,twilio:21610`. */
export const operatorErrors = (byDefault: string) =>
  z
    .string()
    .regex(LIST, 'must be <error> or <operator>:<error>, divided by commas, like 53,twilio:21610')
    .default(byDefault)
    .transform((list): OperatorErrors => new Set(list.split(',').map((each) => withoutZeros(each.trim()))));

export function isAmong(errors: OperatorErrors, provider: string, error: string | undefined): boolean {
  const plain = withoutZeros(error ?? '');
  return errors.has(plain) || errors.has(`${provider}:${plain}`);
}

const withoutZeros = (error: string): string => error.replace(/(^|:)0+(?=\d)/, '$1');
