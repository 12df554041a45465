import { type Complain, secretIn } from '@stopsms/providers';
import { z } from 'zod';

/** Shortest secret of a system that submits over HTTP. */
export const MIN_HTTP_SECRET = 16;

/** Name of the environment variable that has a secret. */
export const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable, e.g. SHOP_PASSWORD');

/** Reads a secret that a system sends over HTTP: printable, and long enough not to be guessed. */
export function httpSecretIn(name: string, env: NodeJS.ProcessEnv, wrong: Complain): string {
  const secret = secretIn(name, env, wrong);
  if (!secret) wrong(`a secret of it is not set: put it in ${name}`);
  else if (secret.length < MIN_HTTP_SECRET || !/^[\x20-\x7e]*$/.test(secret))
    wrong(`the secret in ${name} must have at least ${MIN_HTTP_SECRET} characters, of ASCII: openssl rand -hex 32`);
  return secret ?? '';
}
