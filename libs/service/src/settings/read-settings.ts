import type { z } from 'zod';
import { withFiles } from './setting-files';

// Configuration is read once, at the start, and all its faults are reported at once: an operator who corrects one variable only to
// learn of the next loses a deployment each time.

export class ConfigurationError extends Error {}

/**
 * Reads settings from the environment, or from files that it names.
 * @param together - returns contradictions between valid settings; one line each
 * @throws ConfigurationError with one line per problem
 */
export function readSettings<S extends z.ZodRawShape>(
  service: string,
  schema: z.ZodObject<S>,
  env: NodeJS.ProcessEnv,
  together: (settings: z.output<z.ZodObject<S>>, production: boolean) => string[],
): z.output<z.ZodObject<S>> {
  const problems: string[] = [];
  const present = withFiles(env, Object.keys(schema.shape), (problem) => problems.push(problem));
  const production = (present['STOPSMS_MODE'] ?? 'production') === 'production';
  const parsed = schema.safeParse(present);
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => explain(schema.shape, present, issue)));
  else problems.push(...together(parsed.data, production));
  if (present['STOPSMS_CLOCK'] && production) {
    problems.push('STOPSMS_CLOCK is set in production mode: messages would leave at unlawful hours. Unset it.');
  }
  if (!parsed.success || problems.length > 0) {
    throw new ConfigurationError(
      [
        `${service} cannot start, ${problems.length} setting(s) are wrong; see .env.example:`,
        ...problems.map((line) => `  ${line}`),
      ].join('\n'),
    );
  }
  return parsed.data;
}

function explain(shape: z.ZodRawShape, env: Record<string, unknown>, issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  const what = (shape[name] as z.ZodType | undefined)?.description;
  const problem = env[name] === undefined ? 'is not set' : issue.message;
  return `${name} ${env[name] === undefined ? problem : `is wrong: ${problem}`}${what ? ` (${what})` : ''}`;
}
