/** Renders a Markdown table; text that would end its cell is escaped. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Formatted as `npm run check` wants every file. */
export async function formatted(markdown: string): Promise<string> {
  const { format } = await import('prettier');
  return format(markdown, { parser: 'markdown', printWidth: 120, singleQuote: true });
}
