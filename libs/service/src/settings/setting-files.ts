import { readFileSync } from 'node:fs';
import { withoutLineEnds } from '@stopsms/kernel';

/**
 * Reads settings from files that are named by the same variable with the suffix `_FILE`: Kubernetes and Docker pass secrets this
 * way without showing them in the environment. Trailing line ends are removed from both.
 * @param names - known settings
 * @param wrong - called with files that cannot be read and settings that are given twice
 */
export function withFiles(
  env: NodeJS.ProcessEnv,
  names: readonly string[],
  wrong: (problem: string) => void,
): Record<string, string> {
  // Deployment tools write an absent variable as an empty one.
  const present: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(env)) {
    const setting = withoutLineEnds(value);
    if (setting) present[name] = setting;
  }
  for (const name of names) {
    const path = present[`${name}_FILE`];
    if (path === undefined || names.includes(`${name}_FILE`)) continue;
    if (present[name] !== undefined) {
      wrong(`${name} and ${name}_FILE are both set: keep one of them`);
      continue;
    }
    try {
      present[name] = withoutLineEnds(readFileSync(path, 'utf8'));
    } catch (error) {
      wrong(`${name}_FILE is ${path}, which cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
    }
  }
  return present;
}
