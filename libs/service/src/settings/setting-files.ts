import { readFileSync } from 'node:fs';

/**
 * Any setting may come from a file, named by the same variable with `_FILE` behind it: that is how Kubernetes and Docker hand
 * over secrets without showing them in a process's environment. Line ends at the end are not part of it.
 * @param names - the settings there are
 * @param wrong - told what cannot be read, and what is given twice
 */
export function withFiles(
  env: NodeJS.ProcessEnv,
  names: readonly string[],
  wrong: (problem: string) => void,
): Record<string, string> {
  // An empty variable is how deployment tools spell an absent one.
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value) present[name] = value;
  for (const name of names) {
    const path = present[`${name}_FILE`];
    if (path === undefined || names.includes(`${name}_FILE`)) continue;
    if (present[name] !== undefined) {
      wrong(`${name} and ${name}_FILE are both set: keep one of them`);
      continue;
    }
    try {
      present[name] = readFileSync(path, 'utf8').replace(/(?<![\r\n])[\r\n]+$/, '');
    } catch (error) {
      wrong(`${name}_FILE is ${path}, which cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    }
  }
  return present;
}
