/** A kind of refusal. Programs rely on its code, which never changes its meaning; a retired one is never reused. */
export interface ProblemKind {
  status: number;
  /** Title, the same for every problem of this kind. */
  title: string;
  /** Example of a detail. */
  detail: string;
  /** Example of the wrong fields, for kinds that name them. */
  errors?: readonly { in: string; pointer: string; detail: string }[];
}

/** Types a table of kinds, with each code as a literal type. */
export const kinds = <Code extends string>(table: Record<Code, ProblemKind>): Readonly<Record<Code, ProblemKind>> =>
  table;
