// A request whose clause has no mark around it: "… pour ma commande desinscrivez-moi".

import type { ParsedReply } from '../read-by-rules';
import { leftOf } from '../sentences/left-of';
import { readSentence } from '../sentences/read-sentence';
import { rightOf } from '../sentences/right-of';
import type { Role } from '../words/role';
import { sentenceOf } from '../words/token';

/** Verbs that by themselves ask to leave a list. */
const LEAVING: ReadonlySet<Role> = new Set<Role>(['unsub', 'asks']);
/** Roles before the verb that make it another's, a condition or a narration. */
const NARRATES: readonly Role[] = ['third', 'you', 'said', 'if', 'aux', 'cannot', 'article', 'my'];

const ME = new Set(['me', 'moi', 'mich', 'mi', 'ma', 'mnie', 'beni', 'mech']);

/** Returns the word that asks us, whatever the sentence before it is about: "… pour ma commande 8812 desinscrivez-moi". */
export function bareRequestIn({ sentences }: ParsedReply): string | undefined {
  for (const { tokens, asked, questioned } of sentences) {
    if (questioned) continue;
    for (const [at, { role, word }] of tokens.entries()) {
      if (!LEAVING.has(role)) continue;
      const left = leftOf(tokens, at);
      const near = leftOf(tokens.slice(Math.max(0, at - 2), at), Math.min(2, at));
      const me = tokens[at + 1]?.role === 'me' || word.split(' ').some((each) => ME.has(each));
      if (left.negated || (!me && NARRATES.some((each) => near.roles.has(each)))) continue;
      const right = rightOf(tokens, at);
      if (right.about !== 'nothing' && right.about !== 'us') continue;
      const own = readSentence(sentenceOf(tokens.slice(at), asked));
      if (own.some(({ tier }) => tier === 'clear')) return word;
    }
  }
  return undefined;
}
