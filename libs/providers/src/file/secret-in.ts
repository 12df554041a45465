import { readFileSync } from 'node:fs';

/** Called with each problem of a providers file, with its path. */
export type Complain = (problem: string) => void;

/** Reads a secret from the variable itself, or from the file named by the same variable with `_FILE`. */
export function secretIn(variable: string, env: NodeJS.ProcessEnv, wrong: Complain): string | undefined {
  const file = env[`${variable}_FILE`];
  return env[variable] || (file && readText(file, wrong)?.replace(/(?<![\r\n])[\r\n]+$/, '')) || undefined;
}

export function readText(path: string, wrong: Complain): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    wrong(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    return undefined;
  }
}
