// Whole requests, as set phrases of languages whose grammar is not known say them: "no em envieu més", "Pa voyé mésaj".

import { doubtIn } from './doubt';
import { leftOf } from './left-of';
import { rightOf } from './right-of';
import type { Evidence } from '../reading';
import type { Role } from '../words/role';
import type { Sentence } from '../words/token';

/** Admits the opening of a request that only looks like a question. */
const A_WAY_OF_ASKING = /^(?:comment|gonna|gonnae|would|will) /;

/** Admits a set phrase that names messages, a list or a number, who is to be let alone, or what is done with messages only: to write, to send. */
const OUR_THINGS =
  /sms|m[ei]s+a|messa|mensa|mesaj|nachricht|bericht|pub|werb|reklam|reclam|list|verteiler|num[ei]r|telefo|tranqu|trankil|mezu|niver|zenbak|skriv|gasit|bidal|wysyl|przesta|anfon|berjocht|ru[ae]?[jh]|lischt|fichier|\bda(?:dos|nych|tos)\b/;
const OURS: readonly Role[] = ['ours', 'list', 'number', 'spam', 'promo'];
const TELLING = new Set(['a', 'ai', 'as', 'avez', 'avons', 'ont']);
const AFTER_STOP: ReadonlySet<Role> = new Set<Role>(
  'break polite greet ours article these it me prep all intens yours send promo spam no'.split(' ') as Role[],
);

/** A whole request in a language whose grammar is not known. */
export function readRequest(sentence: Sentence, at: number): Evidence | undefined {
  const { tokens, roles, asked } = sentence;
  const word = tokens[at]?.word ?? '';
  const left = leftOf(tokens, at);
  const right = rightOf(tokens, at);
  // "ich kann nicht mehr schreiben": of what the sender does.
  if (left.subject === 'i' && left.roles.has('can')) return undefined;
  // "qui a demandé l'arrêt du chauffage ?"
  const named = OUR_THINGS.test(word) || OURS.some((role) => roles.has(role));
  if (TELLING.has(left.previous?.word ?? '') && !named) return undefined;
  const doubt = doubtIn({ ...sentence, questioned: false }, left, right);
  if (doubt) return { tier: 'likely', why: `asks to be left out, ${doubt}`, word };
  // "7bes 7da jami3", "no mandar más camiones": then a word that may be a location or a thing.
  const { next } = right;
  const thing = word.includes(' ') ? next?.role === 'unknown' : next !== undefined && !AFTER_STOP.has(next.role);
  if (thing && !named) return { tier: 'likely', why: 'asks to stop something', word };
  if (roles.has('other')) return { tier: 'likely', why: 'asks to stop something', word };
  const demands = (['can', 'polite', 'ask', 'how', 'must'] as const).some((role) => roles.has(role));
  const wonders = asked && !demands && !A_WAY_OF_ASKING.test(word);
  return { tier: wonders ? 'likely' : 'clear', why: 'asks to be left out', word };
}
