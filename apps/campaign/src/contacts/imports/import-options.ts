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
  label(MAX_NAME_LENGTH).optional().describe(`Name of the column of ${what}. If absent, the column is detected.`);

export class UploadQuery extends createZodDto(
  z.object({
    withoutConsent: z
      .enum(['true', 'false'])
      .default('false')
      .describe('`true` imports the contacts even if none of them has a provable consent.'),
    phoneColumn: column('numbers'),
    consentAtColumn: column('dates of consent'),
    consentSourceColumn: column('sources of consent'),
    consentWordingColumn: column('wordings'),
    consentStateColumn: column('whether the person agreed: only yes, 1, given, opt-in … are a consent'),
    consentSource: label(MAX_SOURCE_LENGTH)
      .optional()
      .describe('Where people agreed: form, shop or event; for rows without a source.'),
    consentWording: label(MAX_WORDING_LENGTH)
      .optional()
      .describe('Full text that people agreed to, for rows without a wording.'),
    dates: z
      .enum(DATE_FORMS)
      .optional()
      .describe(
        'Format of dates: `dmy` (25/11/2026, the default), `mdy` (11/25/2026) or `epoch`. ISO 8601 is also accepted with the first two.',
      ),
    country: country
      .optional()
      .describe('Country of national numbers, ISO 3166-1 alpha-2. Default: the advertiser’s country.'),
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
