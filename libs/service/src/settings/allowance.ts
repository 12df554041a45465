import { z } from 'zod';

/** A setting that allows what production mode refuses; no by default. */
export const allowance = (what: string) =>
  z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe(what);
