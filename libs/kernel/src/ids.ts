import { v5 } from 'uuid';

const NAMESPACE = '0f2d3c52-5b0e-4d4c-9c2e-5f6f7c0a9a11';

/** The same parts always give the same UUID, so doing a thing twice names it once. */
export function deterministicId(...parts: string[]): string {
  // As bytes, because `v5` throws on half of a pair of UTF-16 units, which a part of a long text may begin or end with.
  return v5(Buffer.from(parts.join('\u001f'), 'utf8'), NAMESPACE);
}
