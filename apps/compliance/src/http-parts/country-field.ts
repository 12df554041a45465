import { z } from 'zod';

/** ISO 3166 alpha-2 code in either case; overseas regions have their own. */
export const countryField = () =>
  z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'must be an ISO 3166 code, e.g. FR or MQ')
    .transform((code) => code.toUpperCase());
