import { isGuessable } from './link-token';

// The mention abroad and overseas: a stop word, then a link of the account's own host with a token nobody can guess.

/** Stop words that may stand before a link, in the languages of our packs. */
const LABEL =
  'stop|d[ée]sinscription|unsub(?:scribe)?|opt[- ]?out|abmelden|baja|cancella|sair|parar|rezygnacja|wypisz|avsluta|avregistrera';
const SEPARATOR = ' ?: ?| ';
const URL = String.raw`(?:(https?):\/\/)?([a-z0-9.-]+\.[a-z]{2,})(\/\S*)?`;

/** A link that ends the text, its stop word if it has one, and one full stop or the like after it. */
const LAST_LINK = new RegExp(String.raw`(?:^|\s)(?:(${LABEL})(?:${SEPARATOR}))?${URL}$`, 'iu');
/** Each link with a stop word, anywhere. */
const LABELLED_LINKS = new RegExp(String.raw`(?:^|\s)(?:${LABEL})(?:${SEPARATOR})${URL}`, 'giu');
const TRAILING_SIGN = /(?<![.!,;)\]])[.!,;)\]]+$/;

/** A 64-bit random token takes 11 characters of base64url. */
const MIN_TOKEN_LENGTH = 11;

export interface LinkMention {
  labelled: boolean;
  http: boolean;
  host: string;
  /** The last step of the path, empty when there is none. */
  token: string;
  /** The path is made of base64url steps only, as the links we make. */
  wellFormed: boolean;
  /** A sign after the link, which breaks it on many phones. */
  trailing: string;
}

/** The link that ends the text, as a mention; undefined when the text ends otherwise. */
export function lastLink(trimmed: string): LinkMention | undefined {
  const tail = trimmed.slice(-MAX_LINK_LENGTH);
  const trailing = TRAILING_SIGN.exec(tail)?.[0] ?? '';
  const found = LAST_LINK.exec(tail.slice(0, tail.length - trailing.length));
  if (!found) return undefined;
  const [, label, scheme, host = '', path = ''] = found;
  const steps = path.split('/').slice(1);
  return {
    labelled: label !== undefined,
    http: scheme?.toLowerCase() === 'http',
    host: host.toLowerCase(),
    token: steps.at(-1) ?? '',
    wellFormed: steps.length > 0 && steps.every((step) => /^[\w-]+$/.test(step)),
    trailing,
  };
}
const MAX_LINK_LENGTH = 300;

/** Hosts of the links that follow a stop word, in order. */
export const labelledHosts = (text: string): string[] =>
  [...text.matchAll(LABELLED_LINKS)].map(([, , host = '']) => host.toLowerCase());

/** True for a token that is long enough and looks drawn at random. */
export const isOwnToken = ({ token, wellFormed }: LinkMention): boolean =>
  wellFormed && token.length >= MIN_TOKEN_LENGTH && !isGuessable(token);
