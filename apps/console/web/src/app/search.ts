/** Query parameters of a URL, as text. (TanStack Router reads numbers and JSON, so that a search for 007 is one for 7.) */
export function readSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** @returns the text with its `?`, or nothing; what is empty is left out */
export function writeSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== '') as [
    string,
    string,
  ][];
  const text = new URLSearchParams(given).toString();
  return text === '' ? '' : `?${text}`;
}
