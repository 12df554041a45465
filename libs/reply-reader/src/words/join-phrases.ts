import { type PhraseNode, phraseSteps } from './lexicon';
import type { Role } from './role';
import type { Token } from './token';

/** A token, and the phrases that may begin with it. */
export type Marked = Token & { readonly starts: readonly PhraseNode[] };

/** Replaces each longest run of tokens that is a phrase by one token. Looks ahead no further than the longest phrase. */
export function joinPhrases(tokens: readonly Marked[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const first = tokens[at];
    if (!first) break;
    const found = first.starts.length > 0 ? longestPhrase(tokens, at) : undefined;
    const { upper, capital } = first;
    if (!found) joined.push(first);
    else joined.push({ word: wordsOf(tokens, at, found.end), role: found.role, upper, capital, joined: first.joined });
    at = found?.end ?? at + 1;
  }
  return joined;
}

function wordsOf(tokens: readonly Token[], start: number, end: number): string {
  return tokens
    .slice(start, end)
    .map(({ word }) => word)
    .join(' ');
}

/** Whole requests, into which people put "please", "at last" and the like. */
const OPEN_TO_FILLERS: ReadonlySet<Role> = new Set<Role>(['asks', 'alone']);
const FILLERS: ReadonlySet<Role | undefined> = new Set<Role>(['intens', 'polite']);
const MAX_FILLERS = 2;

function longestPhrase(tokens: readonly Marked[], start: number): { end: number; role: Role } | undefined {
  let nodes = tokens[start]?.starts ?? [];
  let found: { end: number; role: Role } | undefined;
  let fillers = 0;
  for (let at = start; nodes.length > 0;) {
    let role: Role | undefined;
    for (const node of nodes) role ??= node.role;
    if (role && (fillers === 0 || OPEN_TO_FILLERS.has(role))) found = { end: at + 1, role };
    let next = stepsTo(nodes, tokens[at + 1]);
    while (next.length === 0 && fillers < MAX_FILLERS && FILLERS.has(tokens[at + 1]?.role)) {
      fillers += 1;
      at += 1;
      next = stepsTo(nodes, tokens[at + 1]);
    }
    nodes = next;
    at += 1;
  }
  return found;
}

const NOWHERE: readonly PhraseNode[] = [];

function stepsTo(nodes: readonly PhraseNode[], token: Token | undefined): readonly PhraseNode[] {
  if (!token) return NOWHERE;
  const [only] = nodes;
  return only && nodes.length === 1
    ? phraseSteps(only, token.word, token.role)
    : nodes.flatMap((node) => phraseSteps(node, token.word, token.role));
}
