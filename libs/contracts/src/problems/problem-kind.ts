/** One way in which a request is refused. Its code is for programs and never changes its meaning; a retired one is never used again. */
export interface ProblemKind {
  status: number;
  /** The same for every problem of this kind. */
  title: string;
  /** The words of one such problem, as an example. */
  detail: string;
  /** Whether `errors` names the fields. */
  errors?: readonly { in: string; pointer: string; detail: string }[];
}

/** What the members of a table have in common, each code kept as a literal type. */
export const kinds = <Code extends string>(table: Record<Code, ProblemKind>): Readonly<Record<Code, ProblemKind>> =>
  table;
