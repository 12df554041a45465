import type { Role } from './role';

/** A word, number or pause of a reply. */
export interface Token {
  /** Lower case, without accents; of a phrase, its words joined by spaces; of a pause, empty. */
  word: string;
  role: Role;
  /** Written all in capitals. */
  upper: boolean;
  /** Begins with a capital. */
  capital: boolean;
  /** Joined to the token before by a hyphen or an ampersand. */
  joined: boolean;
}

/** A sentence with the properties that every word requires, computed once, so that reading stays linear. */
export interface Sentence {
  readonly tokens: readonly Token[];
  readonly roles: ReadonlySet<Role>;
  /** Ends with a question mark. */
  readonly asked: boolean;
  /** Ends with a question mark, or opens with a question word. */
  readonly questioned: boolean;
  /** Has small letters, so that capitals stand out. */
  readonly mixed: boolean;
}

export function sentenceOf(tokens: readonly Token[], asked: boolean): Sentence {
  const roles = new Set<Role>();
  let mixed = false;
  let opening: Role | undefined;
  for (const { role, upper, word } of tokens) {
    roles.add(role);
    mixed ||= !upper && word.length > 2;
    if (role !== 'greet' && role !== 'break') opening ??= role;
  }
  const wished = isWish(tokens);
  return {
    tokens,
    asked,
    roles,
    mixed,
    questioned: asked || (!wished && (opening === 'question' || opening === 'how')),
  };
}

const WISHED: ReadonlySet<Role | undefined> = new Set<Role>(['neg', 'me', 'cease', 'remove', 'unsub', 'alone', 'asks']);

/** Spanish "que no me mandéis", "que me borréis": a wish that opens as a question does, whose accent nobody types. */
function isWish([first, second]: readonly Token[]): boolean {
  return first?.word === 'que' && WISHED.has(second?.role);
}
