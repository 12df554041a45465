/** Factor of FNV-1a with 32 bits, for hashes that are continued unit by unit. */
export const FNV_PRIME = 0x01000193;
const FNV_OFFSET = 0x811c9dc5;

/**
 * FNV-1a with 32 bits over the UTF-16 units of a text.
 * @param hash - hash of what comes before the text
 */
export function fnv1a(text: string, hash = FNV_OFFSET): number {
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash;
}
