/** One field of a form. All values are texts: a list has one item a line, a box is `true` or empty. */
export interface Field {
  /** Path in the request, as problems of services point to it: `document/date`. */
  name: string;
  label: string;
  hint?: string | undefined;
  /** Default: one line of text. */
  kind?: 'words' | 'phone' | 'number' | 'instant' | 'choice' | 'list' | 'advertiser' | 'box';
  options?: readonly { value: string; label: string }[];
  required?: boolean;
  /** Longest text that the service takes. A longer one is kept and marked: cut in silence, nobody would notice. */
  max?: number;
}

export type Values = Readonly<Record<string, string>>;

export const itemsOf = (value = ''): string[] =>
  value
    .split('\n')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/**
 * Values as the body of a request: trimmed, without empty ones, `a/b` nested. Lists, numbers, instants and boxes have their own types.
 * @returns what the service checks again, whatever a person typed
 */
export function bodyOf<Body = Record<string, unknown>>(fields: readonly Field[], values: Values): Body {
  const body: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const value = valueOf(kind, values[name]?.trim() ?? '');
    if (value === undefined) continue;
    const path = name.split('/');
    const last = path.pop() ?? '';
    let part = body;
    for (const step of path) part = (part[step] ??= {}) as Record<string, unknown>;
    part[last] = value;
  }
  return body as Body;
}

/** Body with the changed values only; null clears one. */
export function changesOf<Body>(fields: readonly Field[], before: Values, after: Values): Body {
  const [old, now] = [bodyOf(fields, before), bodyOf(fields, after)];
  const changed = Object.keys({ ...old, ...now }).filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, now[name] ?? null])) as Body;
}

function valueOf(kind: Field['kind'], value: string): unknown {
  if (value === '') return undefined;
  if (kind === 'list') return itemsOf(value);
  if (kind === 'number') return Number(value);
  if (kind === 'instant') return new Date(value).toISOString();
  return kind === 'box' ? true : value;
}

/** Instant as a field has it: local time to the minute. */
export function localInstant(at: Date = new Date()): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
