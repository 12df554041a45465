import { type Document, type LineCounter, type Node, isAlias, isMap, isScalar, isSeq } from 'yaml';

/** Without an offset the engine would read local time, and shorter forms it guesses. */
const UTC_INSTANT = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** A pack that cannot be trusted: the service does not start, since advertising without rules is refused. */
export class PackError extends Error {}

/** A node of a pack file with its line, so that an error names where to look. Every key must be read. */
export class PackNode {
  private readonly read = new Set<string>();

  constructor(
    private readonly file: { name: string; document: Document; lines: LineCounter },
    private readonly node: unknown,
    private readonly path: string,
  ) {
    if (isAlias(node)) this.node = node.resolve(file.document);
  }

  fail(problem: string): never {
    throw new PackError(`${this.writtenAt()} ${this.path || 'the pack'} ${problem}`);
  }

  get(key: string): PackNode {
    return this.find(key) ?? this.fail(`has no "${key}".`);
  }

  find(key: string): PackNode | undefined {
    if (!isMap(this.node)) this.fail('is not a map of keys to values.');
    this.read.add(key);
    const child = this.node.get(key, true);
    return child === undefined ? undefined : new PackNode(this.file, child, this.path ? `${this.path}.${key}` : key);
  }

  isMap(): boolean {
    return isMap(this.node);
  }

  keys(): string[] {
    if (!isMap(this.node)) this.fail('is not a map of keys to values.');
    return this.node.items.map(({ key }) =>
      isScalar(key) && typeof key.value === 'string' ? key.value : this.fail('has a key that is no text; quote it.'),
    );
  }

  /** Refuses keys that were never read, because a misspelt key would silently drop a rule. */
  refuseOtherKeys(): void {
    const unknown = this.keys().find((key) => !this.read.has(key));
    if (unknown !== undefined) this.get(unknown).fail(`is no key of a pack. Known here: ${[...this.read].join(', ')}.`);
  }

  items(): PackNode[] {
    if (!isSeq(this.node)) this.fail('is not a list.');
    return this.node.items.map((item, index) => new PackNode(this.file, item, `${this.path}[${index}]`));
  }

  text(): string {
    const value = this.scalar();
    return typeof value === 'string' && value !== ''
      ? value
      : this.fail('is not a text; quote it if it looks like a number.');
  }

  texts(): string[] {
    return this.items().map((item) => item.text());
  }

  matching(pattern: RegExp, example: string): string {
    const text = this.text();
    return pattern.test(text) ? text : this.fail(`is nothing ${example}.`);
  }

  wholeNumber(): number {
    const value = this.scalar();
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
      ? value
      : this.fail('is not a whole number.');
  }

  flag(): boolean {
    const value = this.scalar();
    return typeof value === 'boolean' ? value : this.fail('is neither true nor false.');
  }

  oneOf<T extends string>(choices: readonly T[]): T {
    const value = this.scalar();
    return choices.find((choice) => choice === value) ?? this.fail(`is none of ${choices.join(', ')}.`);
  }

  instant(): number {
    const text = this.text();
    const ms = UTC_INSTANT.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(ms) ? this.fail('is not an instant in UTC such as 2026-02-28T23:00:00Z.') : ms;
  }

  /** `file:line` */
  writtenAt(): string {
    const offset = (this.node as Node | null)?.range?.[0] ?? 0;
    return `${this.file.name}:${this.file.lines.linePos(offset).line}`;
  }

  private scalar(): unknown {
    return isScalar(this.node) ? this.node.value : this.fail('is not a single value.');
  }
}
