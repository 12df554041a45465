import { createHash } from 'node:crypto';

/**
 * `sha256-<base64url>` of a pack's content without its own `hash`. Comments and layout do not count, and neither does
 * the order of keys, so that only a change of a rule changes it.
 */
export function packHash(content: Record<string, unknown>): string {
  const { hash: _, ...rules } = content;
  return `sha256-${createHash('sha256').update(canonical(rules)).digest('base64url')}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
