import { z } from 'zod';

/** Says what a field is for when it is not there; a value that is wrong keeps its own explanation. */
const unlessThere = (what: string | undefined) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined && what ? `is missing: ${what}` : undefined),
});

export const uuid = uuidOf();

/** @param what - told when it is missing */
export function uuidOf(what?: string) {
  return z
    .string(unlessThere(what))
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'must be a UUID')
    .transform((id) => id.toLowerCase());
}

/** An ISO instant with its offset, or epoch ms; becomes epoch ms. */
export const instant = instantOf();

/** @param what - told when it is missing */
export function instantOf(what?: string) {
  return z.union(
    [
      z.number().int().min(0),
      z.iso
        .datetime({
          offset: true,
          error: 'must be epoch ms or an ISO instant with its offset, e.g. 2026-11-25T10:00:00Z',
        })
        .max(40)
        .transform((text) => Date.parse(text)),
    ],
    unlessThere(what),
  );
}

/** PostgreSQL stores no NUL, and half a character is no evidence. */
export const sentence = (longest: number, what?: string) =>
  z
    .string(unlessThere(what))
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !/\p{Surrogate}|\0/u.test(text), 'must hold whole characters and no NUL');
