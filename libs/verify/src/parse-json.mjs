import { refuse } from './refusal.mjs';

// JSON in one reading alone. A parser that takes what another one reads differently (a name given twice, `__proto__`, a number that is
// rounded, half a character) would check one story and let a person read another.

/** A proof has six levels and some ten kilobytes. */
const MAX_DEPTH = 32;
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** Names that mean something to JavaScript itself; no proof has them. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const LITERALS = new Map([
  ['t', ['true', true]],
  ['f', ['false', false]],
  ['n', ['null', null]],
]);

/** @returns the value. @throws Refusal where it is no JSON, or JSON that can be read in more than one way */
export function parseJson(text) {
  if (text.length > MAX_CHARACTERS) refuse(`it is longer than ${MAX_CHARACTERS} characters, which no proof is.`);
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.skipSpace();
  if (reader.at !== text.length) reader.fail('something follows its end');
  return value;
}

class Reader {
  at = 0;

  constructor(text) {
    this.text = text;
  }

  fail(why) {
    refuse(`it is no JSON: ${why}, at character ${this.at + 1}.`);
  }

  skipSpace() {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }

  value(depth) {
    if (depth > MAX_DEPTH) refuse(`it is nested deeper than ${MAX_DEPTH} levels, as no proof is.`);
    this.skipSpace();
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return this.string();
    const literal = LITERALS.get(first);
    if (!literal) return this.number();
    if (!this.text.startsWith(literal[0], this.at)) this.fail('there is no value');
    this.at += literal[0].length;
    return literal[1];
  }

  /** Calls `item` for each until `end`. */
  list(end, item) {
    this.at += 1;
    this.skipSpace();
    if (this.text[this.at] === end) return void (this.at += 1);
    for (;;) {
      item();
      this.skipSpace();
      const next = this.text[this.at];
      if (next !== ',' && next !== end) this.fail(`"," or "${end}" is missing`);
      this.at += 1;
      if (next === end) return undefined;
    }
  }

  object(depth) {
    const found = {};
    this.list('}', () => {
      this.skipSpace();
      const name = this.string();
      if (FORBIDDEN.has(name)) refuse(`it has a member "${name}", as no proof has.`);
      if (Object.hasOwn(found, name)) refuse(`it names "${name}" twice in one object, so it is ambiguous.`);
      this.skipSpace();
      if (this.text[this.at] !== ':') this.fail('":" is missing');
      this.at += 1;
      found[name] = this.value(depth + 1);
    });
    return found;
  }

  array(depth) {
    const found = [];
    this.list(']', () => found.push(this.value(depth + 1)));
    return found;
  }

  string() {
    const written = this.match(STRING, 'there is no string that ends');
    const value = written.includes('\\') ? JSON.parse(written) : written.slice(1, -1);
    if (LONE_SURROGATE.test(value)) refuse('a text in it has half a character (a lone surrogate), as no proof has.');
    return value;
  }

  /** As JSON.stringify writes it: another spelling, or one that is rounded, is no number of a proof. */
  number() {
    const written = this.match(NUMBER, 'there is no value');
    const value = Number(written);
    if (String(value) !== written || (Number.isInteger(value) && !Number.isSafeInteger(value)))
      refuse(`the number ${written.slice(0, 40)} in it is too large, or written as no proof writes one.`);
    return value;
  }

  match(pattern, why) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) this.fail(why);
    this.at = pattern.lastIndex;
    return found[0];
  }
}
