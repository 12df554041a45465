const SMS =
  '(?<![\\p{L}\\p{N}])(?:sms|mms|textos?|text messag(?:es?|ing)|short messages?|messages? textes?)(?![\\p{L}\\p{N}])';
const NO =
  'no|not|non|never|nor|without|except|excluding|pas|ni|sans|sauf|hors|jamais|excepte|kein\\p{L}*|nicht|ohne|au(?:ss|ß)er|geen|niet|zonder|behalve|sin|salvo|excepto|senza|tranne|sem|nao|exclu\\p{L}*';
const SMS_AFTERWARDS_NOT =
  'not|nicht|niet|excepte\\p{L}*|exclu\\p{L}*|esclus\\p{L}*|ausgenommen|(?:no|non|nein|nee|nao)(?!\\s*\\p{L})';
const BETWEEN = '[^\\p{L}\\p{N}.;!?]+';
const NAMES_SMS = new RegExp(SMS, 'u');
/** `E-mails, no SMS`, `pas de publicité par SMS`, `SMS excluded`. */
const EXCLUDES_SMS = new RegExp(
  `(?<!\\p{L})(?:${NO})(?:${BETWEEN}[\\p{L}\\p{N}]+){0,3}${BETWEEN}${SMS}|${SMS}[^\\p{L}\\p{N}]+(?:${SMS_AFTERWARDS_NOT})`,
  'u',
);

/** @param term - of `plainTerm` */
export const namesSmsTerm = (term: string): boolean => NAMES_SMS.test(term);
/** @param term - of `plainTerm` */
export const excludesSms = (term: string): boolean => EXCLUDES_SMS.test(term);
