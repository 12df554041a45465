/** Columns whose type the schema does not determine. */
export interface Columns {
  first_answer: { answer: object };
}
