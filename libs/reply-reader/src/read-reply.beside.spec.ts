import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mayAskToStop, optsOut } from './reading';
import { readReply } from './read-reply';

interface Row {
  language: string;
  text: string;
}

const COUNTRIES: Readonly<Record<string, string>> = {
  ...{ fr: 'FR', en: 'GB', de: 'DE', es: 'ES', it: 'IT', nl: 'NL', pt: 'PT', pl: 'FR', ro: 'FR', tr: 'DE' },
  ...{ lb: 'LU', gsw: 'CH' },
};
const load = (file: string): Row[] =>
  readFileSync(resolve(__dirname, 'beside', file), 'utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split('\t'))
    .map(([language = '', text = '']) => ({ language, text: text.replaceAll('\\n', '\n') }));

const requests = load('beside-requests.tsv');
const surroundings = load('beside-errands.tsv');
/** Rows that were held back: their silent replies were counted once, after all other work, and not read. */
const isHeldBack = (_: Row, at: number): boolean => at % 2 === 1;
const isSeen = (row: Row, at: number): boolean => !isHeldBack(row, at);

const silent = (asked: readonly Row[], around: readonly Row[]): string[] =>
  asked.flatMap((request) =>
    around
      .map((errand) => errand.text.replace('…', request.text))
      .filter((text) => !mayAskToStop(readReply(text, COUNTRIES[request.language] ?? 'FR'))),
  );

/** Silent replies that remain, nearly all of two languages: "Olá, melden Sie mich ab A minha encomenda". */
const KNOWN_SILENT = { seen: 1, heldBack: 41 };

test('a request beside an errand is not silent', () => {
  const lost = silent(requests.filter(isSeen), surroundings.filter(isSeen));
  expect({ few: lost.length <= KNOWN_SILENT.seen, lost }).toMatchObject({ few: true });
});

test('none of the unseen ones is silent', () => {
  const lost = silent(requests.filter(isHeldBack), surroundings.filter(isHeldBack));
  expect(lost.length).toBeLessThanOrEqual(KNOWN_SILENT.heldBack);
});

test.each([
  'Soldes -40% chez Untel. STOP au 36180\nMerci, à samedi !',
  '> Soldes -40% chez Untel. STOP au 36180\nje passe demain à 18h, commande 8812',
  'Réponse automatique : je suis absent jusqu’au 12 juin, écrivez à mon collègue.',
  'Automatic reply: I am out of office, please contact my colleague.',
  'je passe au magasin demain a 18h pour ma commande 8812, merci',
  'annulez ma commande 7781, je prends plutôt la bleue',
  'le bus ne s’arrête plus ici, je serai en retard, désolée',
])('an errand alone opts nobody out: %s', (text) => expect(optsOut(readReply(text, 'FR').tier)).toBe(false));

test.each([undefined, 'notice', 'advert'] as const)(
  '"annuler" of somebody who stopped lifts nothing by itself, after %s',
  (last) => {
    for (const text of ['annuler', "j'annule", 'annuler svp', 'annulation'])
      expect(readReply(text, 'FR', { ...(last && { last }), askedBefore: true })).not.toMatchObject({
        tier: 'start',
        unclassified: undefined,
      });
  },
);
