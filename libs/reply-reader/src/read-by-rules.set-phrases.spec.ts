import { NOT_CERTAIN, misreadings } from './fixtures/reading-by-rules';

// Of most languages only whole requests are known. What is asked of a thing, in the same words, is none of our messages.
test('a request for something else is not certain to be asked of us', () => {
  expect(
    misreadings(
      [
        ['FR', "J'veux pas d'oignons"],
        ['FR', 'laiche-me finir'],
        ['FR', 'pa voyé'],
        ['FR', 'an pa vlé vini'],
        ['FR', 'lese mwen yon plas'],
        ['FR', 'mi veu pi manzé'],
        ['FR', 'Comment bloquer les pubs sur youtube'],
        ['FR', 'Ne plus avoir mal au dos, c’est possible ?'],
        ['FR', 'Stop je suis au rond point'],
        ['FR', 'Stop je descends ici'],
        ['FR', "c'est pas moi qui décide"],
        ['FR', 'Ce numéro n’accepte pas les messages entrants'],
        ['FR', 'un vogliu più pane'],
        ['FR', 'mandetz pas lo paquet'],
        ['FR', 'kasit an dra-se din'],
        ['FR', '7bes 7da jami3'],
        ['FR', 'wa9fo l taxi'],
        ['FR', 'nu mai vreau pizza'],
        ['FR', 'opriti la colț'],
        ['FR', 'usuń moje zamówienie'],
        ['DE', 'Ich kann nicht mehr schreiben, Akku leer'],
        ['DE', 'Das sagt mir nichts mehr'],
        ['DE', 'Ich will raus aus der Stadt'],
        ['DE', 'paketi göndermeyin'],
        ['CH', 'I will nix esse'],
        ['ES', "deixa'm el cotxe"],
        ['ES', 'no vull més pa'],
        ['ES', 'Ez dut gehiago jan nahi'],
        ['ES', 'non quero máis pan'],
        ['ES', 'sácame de la duda'],
        ['ES', 'no mandar más camiones'],
        ['PT', 'não quero mais café'],
        ['PT', 'retire o pão'],
        ['NL', 'Ik kan niet meer sturen'],
        ['NL', 'gelieve mij niet te vergeten'],
        ['NL', 'haal mij op om 5 uur'],
        ['IT', 'mi tolga il formaggio'],
        ['GB', 'I will remove my name from the cricket team'],
        ['GB', "Don't text, call me"],
      ],
      NOT_CERTAIN,
    ),
  ).toEqual([]);
});

test('phrases of several countries are read as labelled', () => {
  expect(
    misreadings([
      ['FR', 'laissez-moi svp enfin tranquille', 'clear'],
      ['ES', 'dejadme ya tranquilo con los mensajitos', 'clear'],
      ['FR', 'stop jusqu’à lundi, je suis en réunion', 'likely'],
      ['FR', 'Plus d’infos sur le contrat obsèques, merci', 'help'],
      ['FR', "J'avais mis STOP par erreur, vous pouvez me réinscrire ?", 'start'],
      ['FR', 'ce top', 'likely'],
      ['DE', 'Bitte abmleden', 'clear'],
    ]),
  ).toEqual([]);
});

test('requests to somebody else or for something else are read as labelled', () => {
  expect(
    misreadings([
      ['FR', 'Laissez ma mère tranquille avec vos sms', 'clear'],
      ['FR', "j'ai demandé l'arrêt de vos sms il y a un mois", 'clear'],
      ['FR', 'Qui a demandé l’arrêt du chauffage ?', 'none'],
      ['FR', 'Julie a changé de numéro', 'likely'],
      ['FR', "j'ai déjà une mutuelle", 'likely'],
      ['FR', 'et voilà, encore une pub', 'likely'],
      ['FR', 'pourquoi vous avez mon numéro ?', 'contact'],
      ['FR', 'euh vous êtes ?', 'contact'],
      ['FR', 'je souhaite annuler mon inscription au marathon', 'none'],
      ['GB', 'I want the texts back', 'start'],
      ['GB', 'already got one thanks', 'likely'],
      ['ES', 'todos los días lo mismo', 'likely'],
      ['DE', 'Hier gibt es keine Frau Müller', 'likely'],
    ]),
  ).toEqual([]);
});

test('slips and spellings of France are read as labelled', () => {
  expect(
    misreadings([
      ['FR', 'arre^t', 'clear'],
      ['FR', 'arr^tez vos sms', 'clear'],
      ['FR', 'Arr¨tez', 'clear'],
      ['FR', 'des abonnez moi', 'clear'],
      ['FR', 'vs pouvez menlevé de vo liste svp', 'clear'],
      ['FR', 'Effacez tout ce qui me concerne', 'clear'],
      ['FR', 'Bloquez mon numéro svp', 'clear'],
      ['FR', 'C’est quand que vous arrêtez vos sms ?', 'clear'],
      ['FR', 'ce qui compte c’est samedi', 'none'],
      ['FR', 'on ne peut plus recevoir de courrier ici', 'none'],
    ]),
  ).toEqual([]);
});
