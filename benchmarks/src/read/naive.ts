import type { Tier } from '@stopsms/reply-reader';

const OPTS_OUT: ReadonlySet<Tier> = new Set<Tier>(['exact', 'clear', 'likely']);

/** Reads replies as most platforms do. */
export function naive(text: string): 'exact' | 'none' {
  return text.trim().toLowerCase() === 'stop' ? 'exact' : 'none';
}

/** It knows two outcomes only, so it is only measured on replies that ask to stop. */
export function isRight(expect: Tier, read: 'exact' | 'none'): boolean {
  return OPTS_OUT.has(expect) === (read === 'exact');
}
