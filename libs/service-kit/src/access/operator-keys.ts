import { z } from 'zod';
import { hashOfKey } from './api-key';

/** `<name>:<SHA-256 of the key, hexadecimal>` */
const ENTRY = /^([\p{L}\p{N}._@-]{1,60}):([0-9a-f]{64})$/u;
/** Of no bytes at all, and of the key in the documentation. */
const KNOWN = new Set([hashOfKey(''), hashOfKey('stopsms_example')]);

/** Names by hash. Several keys of one name are how a key is changed without a gap. */
export const operatorKeys = z.string().transform((list, context) => {
  const names = new Map<string, string>();
  const wrong = (message: string) => context.addIssue({ code: 'custom', message });
  for (const entry of list.split(/[,\s]+/).filter(Boolean)) {
    const [, name, hash] = ENTRY.exec(entry) ?? [];
    if (name === undefined || hash === undefined) {
      wrong(
        'each entry is <name>:<SHA-256 of the key, 64 hexadecimal digits>; one is not. Put the hash there, never the key',
      );
    } else if (KNOWN.has(hash)) wrong(`the key of ${name} is empty or an example: make one with openssl rand -hex 32`);
    else if (names.has(hash)) wrong(`${names.get(hash)} and ${name} have the same key: give each their own`);
    else names.set(hash, name);
  }
  return names;
});
