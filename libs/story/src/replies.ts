// Thirty ways to answer an advert, from the labelled corpus of replies; what each must lead to is written beside it.

export interface ReplyCase {
  text: string;
  /** `out`: opted out and confirmed once. `answered`: gets contact details or help. `nothing`: stays subscribed, gets nothing. */
  expect: 'out' | 'answered' | 'nothing';
}

/** Placeholder for the code of this run. */
const CODE = '36xxx';

export const textOf = ({ text }: ReplyCase, code: string): string => text.replace(CODE, code);

const out = (text: string): ReplyCase => ({ text, expect: 'out' });
const answered = (text: string): ReplyCase => ({ text, expect: 'answered' });
const nothing = (text: string): ReplyCase => ({ text, expect: 'nothing' });

export const REPLIES: readonly ReplyCase[] = [
  out('STOP'),
  out('stop'),
  out('STOP  '),
  out('\nSTOP\r\n'),
  out('\ufeffSTOP'),
  out('S\u200bT\u200bO\u200bP'),
  out('ARRET'),
  out('Arrêt'),
  out('StopSms'),
  out('stop sms'),
  out('STOP.'),
  out('stop!!!'),
  out('STPO'),
  out('S T O P'),
  out('Stop s\u2019il vous plaît'.replace('\u2019', "'")),
  out(`STOP ${CODE}`),
  out('STOP PUB SVP'),
  out('arrêtez vos sms'),
  out('Je ne veux plus recevoir vos messages'),
  out('désabonnez moi'),
  out('🛑'),
  out('stop peut-être'),
  out('Stop ?'),
  out('non merci'),
  answered('CONTACT'),
  answered('AIDE'),
  nothing('OK'),
  nothing('Top merci'),
  nothing("Je m'arrête au magasin demain"),
  nothing('Stop&Go c’est ouvert le lundi ?'.replace('’', "'")),
];
