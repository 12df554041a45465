import { readFileSync } from 'node:fs';
import { withoutLineEnds } from '@stopsms/kernel';

/** Called with each problem of a providers file, with its path. */
export type Complain = (problem: string) => void;

/** Reads a secret from the variable itself, or from the file named by the same variable with `_FILE`, without trailing line ends. */
export function secretIn(variable: string, env: NodeJS.ProcessEnv, wrong: Complain): string | undefined {
  const file = env[`${variable}_FILE`];
  const secret = env[variable] || (file && readText(file, wrong)) || undefined;
  return (secret && withoutLineEnds(secret)) || undefined;
}

export function readText(path: string, wrong: Complain): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    wrong(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    return undefined;
  }
}
