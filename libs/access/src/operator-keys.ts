import { COMMON_WORDS } from '@stopsms/service';
import { z } from 'zod';
import { hashOfKey } from './api-key';
import { ROLES, type Role, isRole } from './roles';

/** `<name>:<SHA-256 of the key, hexadecimal>`, or `<name>:<role>:<SHA-256>` */
const ENTRY = /^([\p{L}\p{N}._@-]{1,60}):(?:([a-z]+):)?([0-9a-f]{64})$/u;
/** Hashes of the empty key and of the key in the documentation. */
const KNOWN = new Set([hashOfKey(''), hashOfKey('stopsms_example')]);
/** Roles of operator keys: a marketer acts for advertisers, which have keys of their own. */
const HELD: readonly Role[] = ROLES.filter((role) => role !== 'marketer');

/** Holder of a key of OPERATOR_KEYS. */
export interface OperatorKey {
  name: string;
  /** `admin` by default. */
  role: Role;
}

/** Operators by hash. A name may have several keys, so that a key is replaced without a gap. */
export const operatorKeys = z.string().transform((list, context) => {
  const keys = new Map<string, OperatorKey>();
  const wrong = (message: string) => context.addIssue({ code: 'custom', message });
  for (const entry of list.split(/[,\s]+/).filter(Boolean)) {
    const [, name, role = 'admin', hash] = ENTRY.exec(entry) ?? [];
    if (name === undefined || hash === undefined) {
      wrong(
        'each entry is <name>:<SHA-256 of the key, 64 hexadecimal digits> or <name>:<role>:<SHA-256>; one is not. Put the hash there, never the key',
      );
    } else if (!isRole(role) || !HELD.includes(role)) wrong(`the role of ${name} is none of ${HELD.join(', ')}`);
    else if (KNOWN.has(hash)) wrong(`the key of ${name} is empty or an example: make one with openssl rand -hex 32`);
    else if (keys.has(hash)) wrong(`${keys.get(hash)?.name} and ${name} have the same key: give each their own`);
    else keys.set(hash, { name, role });
  }
  return keys;
});

/**
 * Form of generated keys: 32 random bytes or more. A hash does not show its input, so production mode refuses keys of another form:
 * a guessed word opens nothing, whatever hash is configured.
 */
const FORM = /^stopsms_[\w-]{43,200}$/;
export const isFormed = (key: string): boolean => FORM.test(key);

/** Returns the names of operators whose key is a common word. */
export function guessedKeys(keys: ReadonlyMap<string, OperatorKey>): string[] {
  const words = COMMON_WORDS.flatMap((word) => [word, word.toUpperCase(), `${word}\n`, `stopsms_${word}`]);
  return words.flatMap((word) => keys.get(hashOfKey(word))?.name ?? []);
}
