// Whole kinds of replies, each with what looks like it and asks for nothing. Written for the kinds: what others wrote is in
// the fixtures.
import { misreadings, readingByRules } from './fixtures/reading-by-rules';

const tier = (text: string, country = 'FR') => readingByRules(text, country).tier;

describe('letters apart', () => {
  test('requests are clear', () => {
    expect(
      misreadings(
        [
          ...[
            's/t/o/p',
            'S|T|O|P',
            's,t,o,p',
            'S - T - O - P',
            '(s)(t)(o)(p)',
            's~t~o~p',
            'S+T+O+P',
            'S. T. O. P.',
            's\nt\no\np',
          ],
          ...['a/r/r/e/t', 'A-R-R-Ê-T', 'd e s a b o n n e r', 'a.r.r.e.t.e.z vos sms'],
        ].map((text) => ['FR', text] as const),
        ['clear'],
      ),
    ).toEqual([]);
  });

  test('texts that look like them ask for nothing', () => {
    expect(
      misreadings(
        ['a/b', 'S/M/L', 'le 12/05, s/o', 'T/O/P', 'c o d e', 'R.S.V.P. avant samedi'].map(
          (text) => ['FR', text] as const,
        ),
        ['none'],
      ),
    ).toEqual([]);
  });

  test('a dot in an abbreviation ends no sentence', () => {
    expect(tier("Pourriez-vous s.v.p. m'enlever de votre liste d'envoi?")).toBe('clear');
  });
});

describe('the words of the law', () => {
  test('requests are clear', () => {
    expect(
      misreadings(
        [
          ['FR', "L34-5 du CPCE : j'exige la fin de ces envois"],
          [
            'FR',
            "En application de l'article 21 du RGPD, je m'oppose au traitement de mes données à des fins de prospection.",
          ],
          ['FR', "J'exerce mon droit d'opposition (art. 21 RGPD)"],
          ['FR', 'Dernière demande avant saisine de la CNIL : cessez vos envois.'],
          ['FR', 'Article 17 du RGPD : effacez mes données de vos fichiers.'],
          ['ES', 'Conforme a la LSSI no autorizo más comunicaciones comerciales'],
          ['ES', 'Ejerzo mi derecho de oposición y supresión (RGPD)'],
          ['US', 'Per the TCPA I revoke consent, do not contact this number again'],
          ['GB', 'Under PECR and UK GDPR I object to direct marketing'],
          ['DE', 'Unterlassen Sie weitere Werbenachrichten, § 7 UWG'],
          ['DE', 'Hiermit widerspreche ich der Verwendung meiner Daten zu Werbezwecken gem. Art. 21 DSGVO'],
          ['IT', 'Mi oppongo al trattamento dei miei dati per finalità di marketing (art. 21 GDPR)'],
          ['NL', 'Ik maak bezwaar tegen het gebruik van mijn gegevens (AVG)'],
        ],
        ['clear'],
      ),
    ).toEqual([]);
  });

  test('texts that look like them are not certain', () => {
    expect(
      misreadings(
        [
          ['FR', "je m'oppose au devis tel quel"],
          ['FR', "J'exige un remboursement"],
          ['FR', 'Avez-vous un avocat au cabinet le samedi ?'],
          ['FR', 'La fin des travaux, c’est quand ?'],
          ['GB', 'I object to the planning application'],
          ['ES', 'Quiero hacer oposiciones'],
        ],
        ['none', 'likely'],
      ),
    ).toEqual([]);
  });
});

describe('languages of overseas, of the regions and of neighbours', () => {
  test('requests are clear', () => {
    expect(
      misreadings(
        [
          ['FR', 'Pa voyé mésaj ankò'],
          ['MQ', 'Arété voyé mésaj ban mwen souplé'],
          ['RE', 'Mi veu pi gingn out bann message'],
          ['FR', 'Arabat kas SMSoù din ken, mar plij'],
          ['FR', 'Paouezit da gas kemennadennoù din'],
          ['FR', "Hert uff mit dene SMS, jetz langt's"],
          ['FR', 'lon mi in Rüeh mit dene SMS'],
          ['FR', 'Ùn mi mandate più missaghji'],
          ['FR', 'Mandetz pas mai de messatges se vos plai'],
          ['ES', 'Traieu-me de la llista si us plau, no vull més publicitat'],
          ['ES', 'Ez bidali mezu gehiago mesedez'],
          ['ES', 'Non me mandedes máis mensaxes'],
          ['FR', "Arrête ed m'invoyer des messaches"],
          ['BE', 'Gelieve mij te schrappen, merci'],
          ['CH', 'Chönd ihr mich us em Verteiler neh'],
          ['AT', 'Hörts auf mit dem Schmarrn, koane SMS mehr!'],
          ['PT', 'Não me mandem mais nada'],
          ['FR', 'Proszę nie wysyłać więcej wiadomości'],
          ['FR', 'Nu mai vreau mesaje'],
          ['DE', 'Lütfen bana mesaj atmayın'],
          ['FR', '3afak matsifetch liya les messages'],
          ['FR', '7abess had les messages'],
          ['FR', 'لا ترسلوا لي رسائل'],
          ['DE', 'Не присылайте мне больше'],
        ],
        ['clear'],
      ),
    ).toEqual([]);
  });

  test('texts that look like them ask for nothing', () => {
    expect(
      misreadings(
        [
          ['FR', 'Mersi anpil, an ka vini sanmdi'],
          ['FR', 'Trugarez, deuit a rin disadorn'],
          ['ES', 'Moltes gràcies, fins dissabte'],
          ['PT', 'Não posso ir na sexta, podem mudar para sábado?'],
          ['FR', 'Dziękuję, do zobaczenia w sobotę'],
          ['DE', 'Teşekkürler, yarın geliyorum'],
          ['FR', 'wakha ghadi nji ghda'],
          ['FR', 'Her isch d’r Mamme ihr Numero, kumme morn'],
        ],
        ['none'],
      ),
    ).toEqual([]);
  });
});

describe('reproaches, and those who do not know the language', () => {
  test('requests are clear', () => {
    expect(
      misreadings(
        [
          ['FR', 'vous comprenez pas STOP ??'],
          ['FR', 'Vous savez pas lire ? STOP'],
          ['FR', 'svp lésé moi tranquil ac vos sms'],
          ['FR', 'Sorry my french not good, moi pas vouloir message de vous'],
          ['GB', 'Please mister no more message in this phone'],
          ['GB', 'Gonnae no send me these?'],
          ['DE', 'bitte nix SMS, ich nix verstehen'],
          ['ES', 'que no me mandéis más publicidad, leches'],
          ['FR', 'Comment on fait pour ne plus les avoir ces messages ?'],
          ['FR', 'Merci de ne plus lui envoyer de sms'],
        ],
        ['clear'],
      ),
    ).toEqual([]);
  });

  test('texts that look like them ask for nothing', () => {
    expect(
      misreadings(
        [
          ['FR', "Arrêtez surtout pas hein, j'adore vos promos"],
          ['FR', 'Je veux avoir un rendez-vous'],
          ['FR', 'ne plus avoir mal au dos, c’est possible ?'],
          ['DE', 'Bitte vom Rückenkurs am Mittwoch abmelden, ich bin krank'],
          ['GB', "haven't got your text with the code"],
        ],
        ['none'],
      ),
    ).toEqual([]);
  });
});

describe('who are you, in the spelling of phones', () => {
  test('questions ask for contact', () => {
    expect(
      misreadings(
        [
          'de la part de ki ce msg',
          'c ki',
          't ki toi',
          'vs etes ki deja',
          'kel magasin ?',
          'dou vs avez mon num',
          'qui envoie ça',
        ].map((text) => ['FR', text] as const),
        ['contact'],
      ),
    ).toEqual([]);
  });
});
