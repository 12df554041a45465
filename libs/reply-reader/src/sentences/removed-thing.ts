// What is to be removed, and is none of ours: the sender's own message, two loaves of an order, a line on a list.

import type { Role } from '../words/role';
import type { Token } from '../words/token';

/** "supprimez mon dernier message" */
export function isOwnMessage(tokens: readonly Token[], at: number): boolean {
  const my = tokens.slice(at, at + 6).findIndex(({ role }) => role === 'my') + at;
  const next = tokens[my + 1]?.role;
  return next === 'ours' || (next === 'unknown' && tokens[my + 2]?.role === 'ours');
}

/** "enlevez-moi 2 pains": for me, some of something. */
export function isCounted(tokens: readonly Token[], at: number): boolean {
  const [me, count, thing] = tokens.slice(at + 1, at + 4);
  return me?.role === 'me' && count?.role === 'digits' && count.word.length <= 2 && thing?.role === 'unknown';
}

/** Admits a verb of striking out. */
const STRUCK = /^(?:biff|barr|gomm)/;
/** Admits a verb of drawing, with which Romandy strikes out. */
const DRAWN = /^(?:tir|trac)/;

/** "barrez la ligne 3 de la liste": these verbs are done to anything, and ours is only the sender's own entry. */
export function isDoneToThings(verb: string, named: (role: Role) => boolean): boolean {
  const drawn = DRAWN.test(verb);
  if (!drawn && !STRUCK.test(verb)) return false;
  const entry = named('list') || (named('number') && !drawn);
  return !entry || !(named('me') || named('my'));
}
