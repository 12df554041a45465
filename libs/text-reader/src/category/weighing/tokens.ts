// What a text says, as the model reads it: words, and for each figure what kind of figure it is. `4521` and `83` say the same, and so
// do 19,90 EUR and 250 EUR.

/** A word or the kind of a figure, with its position in the plain text. */
export interface Token {
  word: string;
  from: number;
  to: number;
}

/** Token of the end of a sentence. */
const END = '.';

const MONEY_NAME = '(?:€|eur|euros?|chf|\\$|£|gbp|usd|cad|francs?|pounds?)(?![a-z])';
const TOKEN = new RegExp(
  [
    '(?<link>(?:https?:\\/\\/)?(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,5}(?:com|net|org|eu|fr|be|ch|de|es|it|lu|uk|us|io|co|app|example|info|ca|re|gp|mq|nc|gf|cat|shop|me|ly|link|page|site|online)(?![a-z0-9])(?:\\/\\S*)?)',
    '(?<off>-\\s?\\d{1,3}\\s?%)',
    '(?<pct>\\d{1,6}(?:[.,]\\d{1,3})?\\s?(?:%|pour ?cent|percent|per cent|prozent|por ciento|per cento))',
    `(?<money>[€$£]\\s?\\d{1,9}(?:[.,]\\d{1,3})?|\\d{1,9}(?:[.,]\\d{1,3})?\\s?${MONEY_NAME}\\d{0,2})`,
    '(?<time>\\d{1,2}\\s?(?:h|:|uhr)\\s?(?:\\d{2})?(?![a-z])|\\d{1,2}(?:\\.\\d\\d)?\\s?(?:am|pm)(?![a-z]))',
    '(?<date>\\d{1,2}[/.]\\d{1,2}(?:[/.]\\d{2,4})?)',
    '(?<figure>\\d[\\d.,]*)',
    '(?<word>\\p{L}+)',
    '(?<sign>[!?%&+★🔥🎁🎉💥⏰👉➡❤🛍😍✨])',
    '(?<end>[.;:|])',
  ].join('|'),
  'gu',
);
const FEW_DIGITS = 3;

/** @param plain - lower case, no accents, as `plainText` makes it */
export function tokensOf(plain: string): Token[] {
  const tokens: Token[] = [];
  for (const match of plain.matchAll(TOKEN)) {
    const [found] = match;
    tokens.push({ word: wordOf(found, match.groups ?? {}), from: match.index, to: match.index + found.length });
  }
  return withoutMention(tokens);
}

function wordOf(found: string, { word, sign, end, figure, ...kinds }: Record<string, string | undefined>): string {
  if (word !== undefined || sign !== undefined) return found;
  if (end !== undefined) return END;
  if (figure !== undefined) return figure.replace(/\D/g, '').length <= FEW_DIGITS ? '#' : '##';
  const kind = Object.keys(kinds).find((name) => kinds[name] !== undefined);
  return `<${kind}>`;
}

/** Words that only say how to unsubscribe, when one of them does. */
const ASKS = new Set(
  'stop stopp stopsms unsubscribe optout out arret desinscription desabonnement desinscrire desinscrivez desabo abmelden abmeldung abbestellen baja disiscrizione disiscriverti disiscriviti cancellarti'.split(
    ' ',
  ),
);
const AROUND = new Set(
  `sms au a an de to reply text txt send repondez repondre envoyez tapez opt end texts pour ne plus recevoir vous par zum antworten antworte antworten sie
   mit responde responda envia para no recibir mas rispondi invia per non ricevere piu se no pub msg messages link <link> # ## . ici darse la di con`.split(
    /\s+/,
  ),
);

/** The mention at the end is no part of what a text says, nor the full stop. Only words of a mention are left out. */
function withoutMention(tokens: Token[]): Token[] {
  let at = tokens.length;
  let asks = false;
  while (at > 0) {
    const { word = '' } = tokens[at - 1] ?? {};
    // The words after it may be cut off already: "pour ne plus recevoir de SMS : STOP 36180".
    if (ASKS.has(word) || (word === 'recevoir' && tokens[at - 2]?.word === 'plus')) asks = true;
    if (!ASKS.has(word) && !AROUND.has(word)) break;
    at -= 1;
  }
  const body = asks ? tokens.slice(0, at) : tokens;
  const last = body.findLastIndex(({ word }) => word !== END);
  return body.slice(0, last + 1);
}
