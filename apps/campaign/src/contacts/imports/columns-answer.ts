import { PARTS, readColumns, shownName } from './contact-columns.rule';
import type { ImportOptions } from './import-options';

/** Columns of a file and the part that each holds, as a preview shows them. */
export function columnsAnswer(headers: readonly string[], { columns: chosen }: ImportOptions) {
  const columns = readColumns(headers, chosen);
  const shown = headers.map((name) => shownName(name.trim()));
  const parts = PARTS.flatMap((part) => {
    const index = columns.ok ? columns.value[part] : undefined;
    return index === undefined ? [] : [[part, shown[index] ?? '']];
  });
  return { headers: shown, ...(Object.fromEntries(parts) as Partial<Record<(typeof PARTS)[number], string>>) };
}
