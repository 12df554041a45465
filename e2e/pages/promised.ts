// Pages write `…` for what differs from one time to the next, and leave out what does not matter.

/** @throws the assertion that fails */
export function expectPromised(answer: string, { as, content }: { as: 'json' | 'text'; content: string }): void {
  if (as === 'json') return expect(JSON.parse(answer)).toMatchObject(anyOf(JSON.parse(content)));
  for (const line of content.split('\n').filter((each) => each.trim() !== '')) expect(answer).toMatch(lineLike(line));
}

function anyOf(value: unknown): never {
  if (Array.isArray(value)) return value.map(anyOf) as never;
  if (typeof value === 'string' && value.includes('…')) return expect.stringMatching(lineLike(value)) as never;
  if (typeof value !== 'object' || value === null) return value as never;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, anyOf(each)])) as never;
}

/** `…` is anything at all within the line. */
const lineLike = (line: string): RegExp =>
  new RegExp(
    line
      .trimEnd()
      .split('…')
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+'),
  );
