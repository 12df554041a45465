import { COMMON_WORDS } from '@stopsms/service';
import { z } from 'zod';
import { hashOfKey } from './api-key';
import { ROLES, type Role, isRole } from './roles';

/** `<name>:<SHA-256 of the key, hexadecimal>`, or `<name>:<role>:<SHA-256>` */
const ENTRY = /^([\p{L}\p{N}._@-]{1,60}):(?:([a-z]+):)?([0-9a-f]{64})$/u;
/** Of no bytes at all, and of the key in the documentation. */
const KNOWN = new Set([hashOfKey(''), hashOfKey('stopsms_example')]);
/** A marketer acts for advertisers, which have keys of their own. */
const HELD: readonly Role[] = ROLES.filter((role) => role !== 'marketer');

/** Whose a key of OPERATOR_KEYS is. */
export interface OperatorKey {
  name: string;
  /** `admin` where the entry names none. */
  role: Role;
}

/** By hash. Several keys of one name are how a key is changed without a gap. */
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
 * As the documentation has them made: 32 random bytes or more. A hash does not show of what it was made; in production mode a
 * key of another form is none, so that a word opens nothing whichever hash was put there.
 */
const FORM = /^stopsms_[\w-]{43,200}$/;
export const isFormed = (key: string): boolean => FORM.test(key);

/** Names of those whose key is a word that people type. */
export function guessedKeys(keys: ReadonlyMap<string, OperatorKey>): string[] {
  const words = COMMON_WORDS.flatMap((word) => [word, word.toUpperCase(), `${word}\n`, `stopsms_${word}`]);
  return words.flatMap((word) => keys.get(hashOfKey(word))?.name ?? []);
}
