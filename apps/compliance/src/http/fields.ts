import { unlessThere } from '@stopsms/service-kit';
import { z } from 'zod';

export const day = z.iso.date({ error: 'must be a day such as 2026-11-25' });

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
