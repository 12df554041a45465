/** Columns of which the schema does not say enough. */
export interface Columns {
  first_answer: { answer: object };
}
