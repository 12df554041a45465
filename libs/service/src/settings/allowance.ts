import { z } from 'zod';

/** Setting that allows something that production mode refuses; false by default. */
export const allowance = (what: string) =>
  z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe(what);
