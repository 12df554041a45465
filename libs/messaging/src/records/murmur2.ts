const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/**
 * Hash of a key of ASCII characters as Java's clients compute it. kafkajs has the same in 64 bits, which takes twenty times as
 * long.
 * @returns undefined for any other key
 */
export function murmur2(key: string): number | undefined {
  const { length } = key;
  let h = SEED ^ length;
  let at = 0;
  let all = 0;
  for (; length - at >= 4; at += 4) {
    const [a, b, c, d] = [key.charCodeAt(at), key.charCodeAt(at + 1), key.charCodeAt(at + 2), key.charCodeAt(at + 3)];
    all |= a | b | c | d;
    let k = Math.imul(a | (b << 8) | (c << 16) | (d << 24), M);
    k = Math.imul(k ^ (k >>> 24), M);
    h = Math.imul(h, M) ^ k;
  }
  const left = length - at;
  if (left > 0) {
    let rest = 0;
    for (let n = left - 1; n >= 0; n -= 1) {
      const code = key.charCodeAt(at + n);
      all |= code;
      rest = (rest << 8) | code;
    }
    h = Math.imul(h ^ rest, M);
  }
  if (all > 127) return undefined;
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
}
