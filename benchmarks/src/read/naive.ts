import type { Tier } from '../../../apps/inbound-mo/src/reading/reading';

const OPTS_OUT: ReadonlySet<Tier> = new Set<Tier>(['exact', 'clear', 'likely']);

/** What most platforms do. */
export function naive(text: string): 'exact' | 'none' {
  return text.trim().toLowerCase() === 'stop' ? 'exact' : 'none';
}

/** It cannot tell an answer from another, so it is only asked whether it opts out who asked to. */
export function isRight(expect: Tier, read: 'exact' | 'none'): boolean {
  return OPTS_OUT.has(expect) === (read === 'exact');
}
