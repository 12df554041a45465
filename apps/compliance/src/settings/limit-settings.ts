import { z } from 'zod';

const COUNTRIES = /^(\*|[A-Z]{2}(,[A-Z]{2})*)$/;

/** An empty setting is no limit; read as a number it would be 0, and nothing would leave. */
const messages = z
  .string()
  .regex(/^\d{0,12}$/, 'must be a whole number of messages')
  .transform((text) => (text === '' ? undefined : Number(text)))
  .optional();

/** Limits of advertisers that have none of their own. */
export const limitSettings = {
  MESSAGES_PER_DAY: messages.describe(
    'messages of an advertiser without a quota of its own on one day, UTC; no limit by default',
  ),
  MESSAGES_PER_MONTH: messages.describe('the same in one month, UTC'),
  ALLOWED_COUNTRIES: z
    .string()
    .regex(COUNTRIES, 'must be ISO 3166 codes with commas between, e.g. FR,BE, or *')
    .optional()
    .describe(
      'where advertisers without countries of their own may send to; where a rule pack is in force by default; * is anywhere',
    ),
};

export type LimitSettings = { [K in keyof typeof limitSettings]?: z.output<(typeof limitSettings)[K]> };
