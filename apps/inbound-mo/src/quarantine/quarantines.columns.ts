/** Columns of which the schema does not say enough. */
export interface Columns {
  quarantine: { advertiser_ids: string[] };
}
