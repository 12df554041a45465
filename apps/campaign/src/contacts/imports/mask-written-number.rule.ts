const MAX_SHOWN = 40;
/** Shorter ones are not a number, and are shown unchanged. */
const MIN_MASKED_DIGITS = 7;
const SHOWN_FIRST = 2;
const SHOWN_LAST = 2;

/**
 * Masks a number in the notation of the file: `01 39 98 66 03` becomes `01 •• •• •• 03`, so that the owner of the file finds the row.
 */
export function maskWrittenNumber(written: string): string {
  const shown = written.slice(0, MAX_SHOWN);
  const digits = shown.match(/\p{Nd}/gu)?.length ?? 0;
  if (digits < MIN_MASKED_DIGITS) return shown;
  let seen = 0;
  return shown.replace(/\p{Nd}/gu, (digit) => {
    seen += 1;
    return seen <= SHOWN_FIRST || seen > digits - SHOWN_LAST ? digit : '•';
  });
}
