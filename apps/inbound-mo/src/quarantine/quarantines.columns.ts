/** Columns whose type the schema does not determine. */
export interface Columns {
  quarantine: { advertiser_ids: string[] };
}
