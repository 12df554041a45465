import { instantField, pageLimit } from '@stopsms/http';
import { timeZonesOf, isStorableText } from '@stopsms/kernel';
import { z } from 'zod';
import { MAX_TEXT_LENGTH } from '../produces/sms.requested.v1';

// The fields that several requests share, so that one meaning has one shape and one error text.

/** Any version of UUID. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @param what - noun with its article, for error and description, e.g. `an advertiser id` */
export const uuid = (what: string) =>
  z
    .string()
    .toLowerCase()
    .regex(UUID, `must be ${what} (UUID)`)
    .describe(`${what[0]?.toUpperCase()}${what.slice(1)}.`);

const storable = [isStorableText, 'must be text, without NUL or half surrogate pairs'] as const;
export const label = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(...storable);

export const text = z
  .string()
  .max(MAX_TEXT_LENGTH, `must have at most ${MAX_TEXT_LENGTH} characters`)
  .refine((value) => value.trim() !== '', 'must not be empty')
  .refine(...storable)
  .describe('Text that the recipient receives, including the STOP mention.');

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be two capital letters, e.g. FR')
  .refine((region) => timeZonesOf(region).length > 0, 'must be a country of ISO 3166')
  .describe('ISO 3166-1 alpha-2 code.');

export const category = z.enum(['marketing', 'informative']);
export const mention = z
  .enum(['require', 'insert'])
  .describe('`require`: a marketing text without STOP mention is refused. `insert`: the mention is added.');

export const whenCapped = z
  .enum(['refuse', 'hold'])
  .describe(
    'Handling of an advert to a recipient who has reached a frequency cap (CAP_REACHED). `refuse` (default): it is refused. `hold`: it waits until the cap allows it.',
  );

export const instant = instantField().describe('Time: ISO 8601 with offset, or epoch milliseconds.');

export const limit = pageLimit();
export const cursor = uuid('the nextCursor of the previous page').optional();
