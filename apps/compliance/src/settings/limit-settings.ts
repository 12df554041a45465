import { z } from 'zod';

const COUNTRIES = /^(\*|[A-Z]{2}(,[A-Z]{2})*)$/;

/** An empty setting means no limit; read as a number it would be 0, and nothing would be sent. */
const messages = z
  .string()
  .regex(/^\d{0,12}$/, 'must be a whole number of messages')
  .transform((text) => (text === '' ? undefined : Number(text)))
  .optional();

/** Limits of advertisers that have none of their own. */
export const limitSettings = {
  MESSAGES_PER_DAY: messages.describe(
    'messages per day, UTC, of an advertiser without its own quota; unlimited by default',
  ),
  MESSAGES_PER_MONTH: messages.describe(
    'messages per month, UTC, of an advertiser without its own quota; unlimited by default',
  ),
  ALLOWED_COUNTRIES: z
    .string()
    .regex(COUNTRIES, 'must be ISO 3166 codes with commas between, e.g. FR,BE, or *')
    .optional()
    .describe(
      'countries to which advertisers without their own list may send; by default those with a rule pack in force; * for all',
    ),
};

export type LimitSettings = { [K in keyof typeof limitSettings]?: z.output<(typeof limitSettings)[K]> };
