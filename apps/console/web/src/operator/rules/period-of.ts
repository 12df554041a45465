import type { RulePack } from '../parts';

/** Returns if a pack is in force at an instant, was, or will be; a draft never is. */
export function periodOf(
  { status, validFrom, validTo }: Pick<RulePack, 'status' | 'validFrom' | 'validTo'>,
  now: number,
): 'draft' | 'past' | 'next' | 'now' {
  if (status === 'draft') return 'draft';
  if (Date.parse(validFrom) > now) return 'next';
  return validTo !== null && Date.parse(validTo) <= now ? 'past' : 'now';
}
