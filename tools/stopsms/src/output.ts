type Cell = string | number | undefined;

/** Output of answers and progress; tests pass their own. */
export interface Output {
  answer: (text: string) => void;
  /** Not part of the answer: goes to standard error. */
  note: (text: string) => void;
  /** Undefined where nobody can be asked. */
  confirm?: (question: string) => Promise<boolean>;
}

/** Columns as wide as their widest cell. */
export function table(header: string[], rows: readonly Cell[][]): string {
  const lines = [header, ...rows.map((row) => row.map((cell) => String(cell ?? '-')))];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The same answer for a program or for a person. */
export function say(output: Output, json: boolean | undefined, value: unknown, text: () => string): void {
  output.answer(json ? JSON.stringify(value, null, 2) : text());
}
