import { readFileSync } from 'node:fs';

/** What is wrong with a providers file, each with its place. */
export type Complain = (problem: string) => void;

/** In the variable itself, or in the file that the same name with `_FILE` behind it tells. */
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
