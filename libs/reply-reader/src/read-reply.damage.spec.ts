import fc from 'fast-check';
import { encode } from 'iconv-lite';
import { readReply } from './read-reply';

const tier = (text: string) => readReply(text, 'FR').tier;

describe('damage in transit is repaired, and the reason names it', () => {
  test.each([
    ['ARR&Ecirc;T', 'HTML'],
    ['D&eacute;sabonnez-moi', 'HTML'],
    ['Arr&amp;ecirc;tez vos SMS', 'HTML'],
    ['<p>STOP</p>', 'HTML'],
    ['ARR=CAT', 'quoted-printable'],
    ['Ne m=27=C3=A9crivez plus, d=C3=A9sabonnez-moi', 'quoted-printable'],
    ['ARR%C3%8AT', 'URL escapes'],
    ['Je+ne+veux+plus+de+vos+sms', 'URL escapes'],
    ['ARR\\u00caT', 'escapes'],
    ['d\\xe9sabonnez-moi', 'escapes'],
    ['=?UTF-8?B?U1RPUA==?=', 'a header’s coding'],
    ['U1RPUA==', 'base64'],
    ['ARR+AMo-T', 'UTF-7'],
    ['arr├¬tez vos pubs', 'a wrong character set'],
    ['匀吀伀倀', 'UTF-16 read as other octets'],
    ['SSTTOOPP  MMEERRCCII', 'doubled letters'],
  ])('%j', (text, undone) => {
    expect(readReply(text, 'FR')).toMatchObject({
      tier: 'clear',
      reason: expect.stringContaining(`; undone: ${undone}`),
    });
  });

  test.each([
    ['-20%de remise, à samedi', 'none'],
    ['Tom &amp; Jerry arrivent', 'none'],
    ['2+2=40 lol', 'none'],
    ['Le 100%25 coton svp', 'none'],
    ['Aller à Montréal', 'none'],
  ])('%j is no request', (text, expected) => expect(tier(text)).toBe(expected));

  const SENTENCES = [
    'Arrêtez vos sms',
    'désabonnez-moi',
    'Ne m’écrivez plus',
    'je ne veux plus être contacté par sms',
    'ARRÊT',
  ];
  const entities = (text: string) => text.replace(/[^ -~]/g, (char) => `&#${char.codePointAt(0)};`);
  const escapes = (text: string) =>
    text.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const octets = (text: string, mark: string, keep: RegExp) =>
    [...Buffer.from(text)]
      .map((octet) =>
        keep.test(String.fromCharCode(octet))
          ? String.fromCharCode(octet)
          : `${mark}${octet.toString(16).toUpperCase().padStart(2, '0')}`,
      )
      .join('');
  const WAYS: Record<string, (text: string) => string> = {
    entities,
    'entities of entities': (text) => entities(text).replaceAll('&', '&amp;'),
    escapes,
    'quoted-printable': (text) => octets(text, '=', /[ -<>-~]/),
    'URL escapes': (text) => octets(text, '%', /[\w'-]/),
    'UTF-8 as Windows-1252': (text) => new TextDecoder('windows-1252').decode(Buffer.from(text)),
    base64: (text) => Buffer.from(text).toString('base64'),
    'UTF-16 the other way round': (text) => encode(text, 'utf16le').swap16().toString('utf16le'),
  };
  test.each(Object.entries(WAYS))('%s change no reading but that of a keyword, which is clear', (_, damage) => {
    for (const sentence of SENTENCES) expect([sentence, tier(damage(sentence))]).toEqual([sentence, 'clear']);
  });

  test('no damage turns a text without a request into one', () => {
    const plain = fc.constantFrom(
      'Merci, à demain',
      'Où est ma commande ?',
      'Très bien reçu',
      'Je serai là à 17h',
      'Élodie Grégoire',
    );
    const law = fc.property(
      plain,
      fc.constantFrom(...Object.values(WAYS)),
      (text, damage) => tier(damage(text)) === 'none',
    );
    fc.assert(law, { numRuns: 200 });
  });
});
