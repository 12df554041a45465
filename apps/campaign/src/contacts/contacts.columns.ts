/** Columns whose type the schema does not determine. */
export interface Columns {
  contact: { attributes: Record<string, string> };
}

/** Contacts as JSON, their instants as text. */
export type ContactRows = {
  id: string;
  phone: string;
  region: string;
  attributes: Record<string, string>;
  consentId: string | null;
  importedAt: string;
  changedAt: string | null;
  version: number;
}[];
