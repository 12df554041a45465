// Looks a few words on from a word, within its clause, for what it is about. The window is bounded, so reading stays linear.

import { AGAINST, NEGATION_REACHES_OVER } from './negation';
import type { Role } from '../words/role';
import type { Token } from '../words/token';

const RIGHT_WINDOW = 12;
/** "schicken Sie mir bitte keine": how far after a verb its "no" may stand. */
const NEGATION_AFTER = 5;

/** A new subject opens a new clause: "stop | je ne suis pas intéressé". */
const NEW_CLAUSE: ReadonlySet<Role> = new Set<Role>([
  'break',
  'conj',
  'if',
  'i',
  'third',
  'you',
  'decline',
  'fedup',
  'stranger',
  'wrong',
  'ended',
  'who',
]);
/** "Löschen Sie meine Nummer": the subject of a polite imperative follows it. */
const INVERTED_SUBJECTS: ReadonlySet<string> = new Set(['sie', 'ihr', 'u', 'jullie', 'usted', 'ustedes']);
/** Roles that make a request one about our messages. */
const ABOUT_US: ReadonlySet<Role> = new Set<Role>([
  'ours',
  'promo',
  'send',
  'sent',
  'receive',
  'received',
  'call',
  'list',
  'number',
  'spam',
  'unsub',
  'contact',
  'alone',
]);

/** `us` our messages, `it` a bare "this", `everything`, `me` an unknown verb done to the sender, `else` another thing, `unclear` an unknown one. */
export type About = 'us' | 'it' | 'everything' | 'me' | 'else' | 'unclear' | 'nothing';

export interface Right {
  readonly roles: ReadonlySet<Role>;
  readonly next: Token | undefined;
  /** Subject that the clause names next. */
  readonly about: About;
  /** True if the named word is unknown and follows an article or "my": a thing, no name of a sender. */
  readonly thing: boolean;
  /** "Not", "no", "nothing" or "no more" follows closely. */
  readonly against: boolean;
}

/** @param past - roles that open no new clause here */
export function rightOf(tokens: readonly Token[], at: number, past?: Role): Right {
  const roles = new Set<Role>();
  let about: About = 'nothing';
  let signed = false;
  let reaches = true;
  let against = false;
  for (let i = at + 1; i < tokens.length && i <= at + RIGHT_WINDOW; i += 1) {
    const role = tokens[i]?.role ?? 'break';
    if (NEW_CLAUSE.has(role) && role !== past && !(i === at + 1 && INVERTED_SUBJECTS.has(tokens[i]?.word ?? ''))) {
      if (role === 'if') roles.add(role);
      break;
    }
    if (isSender(tokens, i)) continue;
    roles.add(role);
    if (reaches) {
      against ||= AGAINST.has(role);
      reaches = i < at + NEGATION_AFTER && NEGATION_REACHES_OVER.has(role);
    }
    signed ||= role === 'greet' || role === 'polite' || role === 'insult';
    if (!(signed && role === 'unknown')) about = settle(about, role, tokens, i, at);
  }
  return { roles, next: tokens[at + 1], about, thing: about === 'unclear' && namesThing(tokens, at), against };
}

function settle(about: About, role: Role, tokens: readonly Token[], at: number, head: number): About {
  if (about !== 'nothing' && about !== 'unclear' && about !== 'it') return about;
  if (ABOUT_US.has(role)) return 'us';
  // "stop abonnement sms"
  if (role === 'subscription' && isOurs(tokens, at + 1)) return 'us';
  if (role === 'other' || role === 'subscription') return about === 'it' ? about : 'else';
  if (role === 'all') return endsAfter(tokens, at) ? 'everything' : about;
  if (role === 'it' && tokens[at + 1]?.role === 'unknown' && ALSO_ARTICLES.has(tokens[at]?.word ?? '')) return about;
  if (role === 'it') return about === 'unclear' ? about : 'it';
  if (role !== 'unknown' || about === 'it') return about;
  if (isDoneToMe(tokens, at)) return 'me';
  // "arrête de penser à ça": the verb is what is to stop, whatever follows.
  return at === head + 2 && tokens[at - 1]?.role === 'prep' && tokens[at]?.word.endsWith('er') ? 'else' : 'unclear';
}

const isOurs = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.role === 'ours' || tokens[at + 1]?.role === 'ours' || tokens[at + 2]?.role === 'ours';

/** "par votre magasin": the sender of what is refused, not another thing. */
const isSender = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.role === 'other' && tokens[at - 1]?.role === 'yours' && tokens[at - 2]?.role === 'prep';

/** "de m'importuner", "pestering me": whatever the verb, it is done to the sender. */
function isDoneToMe(tokens: readonly Token[], at: number): boolean {
  if (tokens[at - 1]?.role === 'me' && tokens[at - 2]?.role === 'prep') return true;
  return tokens[at + 1]?.role === 'me' && (tokens[at]?.word.endsWith('ing') ?? false);
}

/** "stopp das Ding", "stop het ding" */
const ALSO_ARTICLES = new Set(['das', 'het', 'dat']);
const DETERMINERS: ReadonlySet<Role | undefined> = new Set<Role>(['article', 'my']);

/** "de la cantine", "mon fils", "the cheque": the first unknown word, and the words before it. */
function namesThing(tokens: readonly Token[], at: number): boolean {
  for (let i = at + 1; i < tokens.length && i <= at + RIGHT_WINDOW; i += 1) {
    if (tokens[i]?.role === 'unknown') return DETERMINERS.has(tokens[i - 1]?.role);
    if (tokens[i]?.role === 'break') return false;
  }
  return false;
}

function endsAfter(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.role;
  return (
    next === undefined ||
    NEW_CLAUSE.has(next) ||
    next === 'polite' ||
    next === 'greet' ||
    next === 'intens' ||
    next === 'insult'
  );
}
