import { UUID } from '@stopsms/kernel';
import { z } from 'zod';

const USUAL_PAGE = 100;
const LARGEST_PAGE = 1_000;

/** Maximum number of entries of a page. */
export function pageLimit({ usual = USUAL_PAGE, most = LARGEST_PAGE } = {}) {
  const error = `must be a whole number between 1 and ${most}`;
  return z.coerce
    .number(error)
    .int(error)
    .min(1, error)
    .max(most, error)
    .default(usual)
    .describe('Maximum number of entries per page.');
}

/** Phone number as people write it, parsed by `phoneIn`; no country needs 40 characters. */
export const phoneField = z.string().min(1).max(40);

/** `nextCursor` of the previous page. */
export const cursorField = z.string().max(200).describe('The `nextCursor` of the previous page.');

/** Explains a missing field; a wrong value keeps its own explanation. */
export const unlessThere = (what: string | undefined) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined && what ? `is missing: ${what}` : undefined),
});

/** @param what - explanation of a missing id */
export const uuidField = (what?: string) =>
  z
    .string(unlessThere(what))
    .regex(UUID, 'must be a UUID')
    .transform((id) => id.toLowerCase());
