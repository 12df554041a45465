/**
 * Functions of a word in a reply. The grammar reads roles only, so a language is data: words and phrases by role.
 * A word has one role; where it could have several, the role names the doubt (`promo`, `plus`, `halt`) and the grammar settles it.
 */
export type Role =
  // asking to cease
  | 'stop' // the word STOP itself
  | 'asks' // a whole request, in a language of which only set phrases are known
  | 'halt' // a stop keyword that is also an ordinary noun: arrêt, baja, alto
  | 'nonstop' // "non stop": "no, stop" when alone, else "without a pause"
  | 'cease' // arrêtez, cesser, hört auf, smettetela
  | 'ceased' // arrêté, stopped: narrated, not requested
  | 'unsub' // désabonner, unsubscribe, abmelden
  | 'remove' // retirez, delete: needs "me", "my number" or "your list"
  | 'cancel' // annuler, cancel: needs to say what
  | 'alone' // foutez-moi la paix, leave me alone
  | 'object' // je m'oppose, I object: a right used
  | 'block'
  | 'consent'
  // what it is about
  | 'ours' // our messages
  | 'promo' // our offers: "plus de promo" may want more of them
  | 'list'
  | 'number'
  | 'all'
  | 'it'
  | 'other' // a bus, an order, an appointment, smoking
  | 'subscription' // of SMS, or a contract
  | 'digits'
  | 'info'
  // verbs around it
  | 'send'
  | 'sent' // "envoyé": narrated, or a misspelt "envoyer"
  | 'call'
  | 'have' // avoir, an infinitive: refuses our messages where they are what is had
  | 'receive' // infinitive: wished or refused
  | 'received' // finite: narrated
  | 'want'
  | 'ask'
  | 'must'
  | 'can'
  | 'cannot'
  | 'here'
  | 'said'
  | 'works'
  | 'continue'
  // turning it round
  | 'neg'
  | 'no'
  | 'refuse' // je refuse, inutile de, I forbid
  | 'nothing'
  | 'plus'
  | 'more'
  | 'still'
  | 'since'
  | 'hedge'
  | 'joke'
  | 'limit'
  | 'if'
  | 'fewer'
  | 'mistake'
  // questions
  | 'question'
  | 'how'
  | 'rhetorical'
  | 'price'
  // people
  | 'i'
  | 'you'
  | 'third'
  | 'me'
  | 'my'
  | 'yours'
  | 'self'
  // glue
  | 'article'
  | 'these'
  | 'prep'
  | 'at'
  | 'aux'
  | 'conj'
  | 'polite'
  | 'greet'
  | 'intens'
  | 'agree'
  | 'praise'
  // feelings that ask for nothing
  | 'insult'
  | 'threat'
  | 'fedup'
  | 'toomuch'
  | 'decline'
  | 'stranger' // wrong number, I am not Mr X: the person meant is another one
  | 'wrong' // you are mistaken: perhaps only about a thing
  | 'ended'
  // other answers
  | 'who'
  | 'contact'
  | 'help'
  | 'resume'
  | 'restart' // reprendre: our messages, or anything
  | 'start'
  | 'spam'
  | 'report'
  | 'scam'
  | 'subscribe'
  // not the sender's own voice
  | 'auto'
  | 'busy'
  | 'liked'
  | 'disliked'
  | 'ad'
  // structure
  | 'break'
  | 'unknown';

/**
 * One language. `words` are separated by white space, `*` at the end admits any ending. `phrases` are separated by `;`: a slot
 * may list alternatives with `|`, `_` among them makes the slot optional, and `#` is any number. Write without accents; an entry written with an
 * accent is only for a word written so (arrêté is no request, arrete is one).
 */
export interface Language {
  readonly words: Partial<Record<Role, string>>;
  readonly phrases: Partial<Record<Role, string>>;
  /** Spellings that people type for a word, separated by blanks. */
  readonly spelled?: Readonly<Record<string, string>>;
}
