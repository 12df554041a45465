import { DATE_FORMS, type DateForm } from '@stopsms/kernel';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { country, label } from '../../http-parts/request-fields';
import { MAX_NAME_LENGTH, PARTS, type Part } from './contact-columns.rule';

/** Meaning of a file as its sender states it; whatever is absent is guessed from the header, or is as the address book has it. */
export interface ImportOptions {
  /** Names of columns. */
  columns: Partial<Record<Part, string>>;
  /** Source and wording of the consents of rows that have none of their own. */
  source?: string;
  wording?: string;
  dates?: DateForm;
  /** Country of national numbers, ISO 3166 alpha-2. */
  country?: string;
}

export const NO_OPTIONS: ImportOptions = { columns: {} };

const MAX_SOURCE_LENGTH = 200;
/** Longer ones belong into a column: they are part of the address of the request. */
const MAX_WORDING_LENGTH = 1_000;

const column = (what: string) =>
  label(MAX_NAME_LENGTH).optional().describe(`name of the column of ${what}; guessed if absent`);

export class UploadQuery extends createZodDto(
  z.object({
    withoutConsent: z
      .enum(['true', 'false'])
      .default('false')
      .describe('`true` keeps contacts even if none of them has a provable consent'),
    phoneColumn: column('numbers'),
    consentAtColumn: column('dates of consent'),
    consentSourceColumn: column('sources of consent'),
    consentWordingColumn: column('wordings'),
    consentStateColumn: column('whether the person agreed: only yes, 1, given, opt-in … are a consent'),
    consentSource: label(MAX_SOURCE_LENGTH).optional().describe('where people agreed, for rows that have no source'),
    consentWording: label(MAX_WORDING_LENGTH)
      .optional()
      .describe('what people agreed to, in full, for rows that have no wording'),
    dates: z
      .enum(DATE_FORMS)
      .optional()
      .describe(
        'form of dates: `dmy` (25/11/2026, as if absent), `mdy` (11/25/2026) or `epoch`; ISO 8601 is read beside the first two',
      ),
    country: country.optional().describe('of national numbers; the advertiser’s if absent'),
  }),
) {}

export function optionsOf(query: UploadQuery): ImportOptions {
  const columns = Object.fromEntries(
    PARTS.flatMap((part) => {
      const name = query[`${part}Column`];
      return name === undefined ? [] : [[part, name]];
    }),
  );
  const { consentSource, consentWording, dates, country: nationalIn } = query;
  return {
    columns,
    ...(consentSource !== undefined && { source: consentSource }),
    ...(consentWording !== undefined && { wording: consentWording }),
    ...(dates !== undefined && { dates }),
    ...(nationalIn !== undefined && { country: nationalIn }),
  };
}
