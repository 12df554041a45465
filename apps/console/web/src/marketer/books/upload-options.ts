import { ProblemError } from '../../api/problem';
import type { ImportPreview } from '../parts';

export const PARTS = ['phone', 'consentAt', 'consentSource', 'consentWording', 'consentState'] as const;
export type Part = (typeof PARTS)[number];
export const DATE_FORMS = ['dmy', 'mdy', 'epoch'] as const;
export type DateForm = (typeof DATE_FORMS)[number];

/** Meaning of a file as the person states it; whatever is absent is guessed from its header. */
export interface UploadOptions {
  columns: Partial<Record<Part, string>>;
  source: string;
  wording: string;
  dates: DateForm;
  country: string;
}

export const GUESSED: UploadOptions = { columns: {}, source: '', wording: '', dates: 'dmy', country: '' };

/** Parameters of the request; empty fields are left out. */
export const queryOf = ({ columns, source, wording, dates, country }: UploadOptions) => ({
  ...(columns.phone && { phoneColumn: columns.phone }),
  ...(columns.consentAt && { consentAtColumn: columns.consentAt }),
  ...(columns.consentSource && { consentSourceColumn: columns.consentSource }),
  ...(columns.consentWording && { consentWordingColumn: columns.consentWording }),
  ...(columns.consentState && { consentStateColumn: columns.consentState }),
  ...(source.trim() !== '' && { consentSource: source.trim() }),
  ...(wording.trim() !== '' && { consentWording: wording.trim() }),
  ...(dates !== 'dmy' && { dates }),
  ...(country.trim() !== '' && { country: country.trim().toUpperCase() }),
});

/** True if the columns have to be chosen: none is known by its name as that of the numbers. */
export const isWithoutNumbers = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'CSV_NO_PHONE_COLUMN';

/** Columns of a file, as its preview or the refusal of it names them. */
export function headersOf(preview: ImportPreview | undefined, rest: Readonly<Record<string, unknown>> = {}): string[] {
  if (preview) return distinct(preview.columns.headers);
  const named = rest['columns'];
  return Array.isArray(named) ? distinct(named.map((name) => String(name).replace(/^"|"$/g, ''))) : [];
}

const distinct = (names: string[]): string[] => [...new Set(names.filter((name) => name !== ''))];
