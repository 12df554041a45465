import { readFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type Result, ok, refused } from '@stopsms/kernel';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type PriceList, microsOf } from './price-list.rule';

export const PRICE_LIST_FILE = Symbol('where the prices of operators stand');

const price = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters, e.g. FR; overseas regions have their own'),
  operator: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be a name of PROVIDERS_FILE')
    .optional(),
  perPart: z.union([z.string(), z.number()]).transform((written, context) => {
    const micros = microsOf(written);
    if (micros !== undefined) return micros;
    context.addIssue({
      code: 'custom',
      message: 'must be a decimal number from 0 on, with six digits behind the point at most',
    });
    return z.NEVER;
  }),
});
const file = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code, e.g. EUR'),
  prices: z
    .array(price)
    .max(10_000)
    .refine(
      (prices) => new Set(prices.map(({ country, operator }) => `${country} ${operator}`)).size === prices.length,
      'have two prices for one country and operator',
    ),
});

export interface PricesUnknown {
  code: 'PRICE_LIST_MISSING' | 'PRICE_LIST_UNREADABLE';
  detail: string;
}

/** Read anew for each preflight, so that new prices need no restart; a preflight counts with those that it began with. */
@Injectable()
export class PriceListFile {
  constructor(@Inject(PRICE_LIST_FILE) private readonly path: string | null) {}

  async read(): Promise<Result<PriceList, PricesUnknown>> {
    if (this.path === null) {
      return refused({ code: 'PRICE_LIST_MISSING', detail: 'No prices are known: an operator sets PRICE_LIST_FILE.' });
    }
    const wrong = (what: string) =>
      refused({ code: 'PRICE_LIST_UNREADABLE', detail: `The price list cannot be used: ${what}` } as const);
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => error);
    if (typeof text !== 'string') return wrong(`PRICE_LIST_FILE cannot be read (${text.code}).`);
    const document = parseDocument(text);
    if (document.errors[0]) return wrong(`${document.errors[0].message.split('\n', 1)[0]}.`);
    const read = file.safeParse(document.toJS());
    if (read.success) return ok(read.data);
    return wrong(`${read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}.`);
  }
}
