/** Claims of the story, checked while it runs and shown at the end. */
export class Claims {
  readonly all: { sentence: string; expected: string; seen: string; holds: boolean }[] = [];

  equal(sentence: string, seen: unknown, expected: unknown): void {
    const [a, b] = [JSON.stringify(seen), JSON.stringify(expected)];
    this.all.push({ sentence, expected: b ?? 'undefined', seen: a ?? 'undefined', holds: a === b });
  }

  get broken() {
    return this.all.filter(({ holds }) => !holds);
  }
}
