/**
 * JSON as RFC 8785 writes it: no white space, members sorted by the UTF-16 units of their names, numbers and strings as
 * JavaScript writes them. Two values that say the same have the same bytes, so whoever has one can make the same digest,
 * in any language. Members that are undefined are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  let members = '';
  // Without a comparison of its own, sort() compares UTF-16 units. Loops, because every message passes here.
  for (const name of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[name];
    if (item === undefined) continue;
    members += `${members === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(item)}`;
  }
  return `{${members}}`;
}
