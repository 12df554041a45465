import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';
import { parse } from 'yaml';

export interface ComposeService {
  image: string;
  build?: { context: string; dockerfile: string; args: Record<string, string> };
  environment?: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }> | string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
}

export interface ComposeFile {
  services: Record<string, ComposeService>;
  volumes: Record<string, unknown>;
}

/** `${NAME}`, `${NAME:-fallback}` and `${NAME:?why}`, as compose reads them. */
const VARIABLE = /\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g;

export const composeText = (): string => readFileSync(join(workspaceRoot(), 'docker', 'compose.yaml'), 'utf8');

/** docker/compose.yaml as compose would see it in this environment. */
export function readComposeFile(env: NodeJS.ProcessEnv): ComposeFile {
  return filledIn(parse(composeText(), { merge: true }), env) as ComposeFile;
}

function filledIn(part: unknown, env: NodeJS.ProcessEnv): unknown {
  if (typeof part === 'string') {
    return part.replace(VARIABLE, (_, name: string, kind?: string, rest?: string) => {
      if (!env[name] && kind === '?') throw new Error(`${name} is not set: ${rest}`);
      return env[name] || (rest ?? '');
    });
  }
  if (Array.isArray(part)) return part.map((item) => filledIn(item, env));
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, filledIn(value, env)]));
}

/** Default of each variable; undefined for those without one. */
export function variablesOfCompose(): Map<string, string | undefined> {
  const found = [...composeText().matchAll(VARIABLE)];
  return new Map(found.map(([, name = '', kind, rest]) => [name, kind === '-' ? rest : undefined]));
}
