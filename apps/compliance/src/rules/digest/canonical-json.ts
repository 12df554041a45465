/**
 * JSON as RFC 8785 writes it: no white space, members sorted by the UTF-16 units of their names, numbers and strings as
 * JavaScript writes them. Two values that say the same have the same bytes, so whoever has one can make the same digest,
 * in any language. Members that are undefined are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  let members = '';
  // Loops, because every message passes here.
  for (const name of sorted(Object.keys(value))) {
    const item = (value as Record<string, unknown>)[name];
    if (item === undefined) continue;
    members += `${members === '' ? '' : ','}${quoted(name)}:${canonicalJson(item)}`;
  }
  return `{${members}}`;
}

/** Names of members are often in order already. */
function sorted(names: string[]): string[] {
  for (let at = 1; at < names.length; at += 1)
    // Without a comparison of its own, sort() compares UTF-16 units, as `>` does.
    if ((names[at - 1] as string) > (names[at] as string)) return names.sort();
  return names;
}

/** Names of a few contracts, as JSON; others are written each time. */
const quotedNames = new Map<string, string>();
const MAX_NAMES = 1_000;

function quoted(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const json = JSON.stringify(name);
  if (quotedNames.size < MAX_NAMES) quotedNames.set(name, json);
  return json;
}
