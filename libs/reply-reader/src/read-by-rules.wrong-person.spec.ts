import { readingByRules } from './fixtures/reading-by-rules';

const WRONG_PERSON = {
  FR: `mauvais numéro; MAUVAIS NUMÉRO !!!; Vous vous trompez de personne; vous vous êtes trompé de numéro; vous faites erreur de personne;
    je ne suis pas Mme Dupont; je suis pas mme dupont; Je suis pas Sophie; je m'appelle pas Julie; je ne connais pas cette personne;
    Il y a une erreur sur la personne; ce n'est plus le numéro de M. Roux; c'est plus le numero de sandrine; M. Roux n'a plus ce numéro;
    ce numéro n'appartient plus à Mme Petit; ce numero a changé de proprietaire; je viens de récupérer ce numéro; Pas de Julie ici;
    Ce numéro n'est plus celui de Mme Petit; je crois que c'est un mauvais numéro; vous confondez avec quelqu'un d'autre;
    qui êtes-vous ? mauvais numéro; il n'y a pas de Sophie à ce numéro; Vous parlez à la mauvaise personne; mauvais numero pour Julie;
    Bonjour, je pense que vous avez un mauvais numéro, je ne connais pas cette dame`,
  GB: `wrong number; Sorry wrong number mate; I think you have the wrong number; you've got the wrong person; This isn't John;
    I'm not John; this isn't me; nobody by that name here; I don't know anyone called Kevin; my dad no longer has this number;
    this number now belongs to someone else; Just got this number; she doesn't live here anymore`,
  DE: `falsche Nummer; Sie haben die falsche Nummer; Ich bin nicht Frau Meier; da sind Sie falsch verbunden; Sie verwechseln mich;
    hier wohnt keine Frau Meier; Diese Nummer gehört nicht mehr Herrn Kurz`,
  ES: `número equivocado; se equivoca de persona; no soy María; no es mi número; no conozco a nadie con ese nombre`,
  IT: `numero sbagliato; avete sbagliato persona; non sono io; non sono la signora Rossi`,
  NL: `verkeerd nummer; u heeft de verkeerde persoon; ik ben niet mevrouw Jansen; Dit nummer is niet meer van Jan`,
  CH: `falschi nummere; mauvaise personne`,
  LU: `falsch nummer; faux numéro`,
  RE: `mwin lé pa la bonne personne; mové nimero`,
};

/** Only contain such words, or say less: about an order, a call the sender made, a question, somebody who is merely mistaken. */
const NOT_PLAINLY = {
  FR: `vous vous êtes trompés de commande; vous vous êtes trompé de bromule; vous vous êtes trompés dans ma facture; vous vous trompez;
    vous faites erreur; vous faites erreur sur le prix; vous avez fait erreur sur la couleur; mauvais numéro de commande;
    erreur de numéro sur la facture; vous n'avez pas le bon numéro de tva; Ce n'est pas mon numéro client; il y a une erreur sur mon prénom;
    c'est pas moi qui ai commandé; ce n'est pas moi qui décide; le livreur s'est trompé d'adresse; la mauvaise personne a été débitée;
    vous avez livré à la mauvaise personne; j'ai fait un faux numéro; je me suis trompé de numéro; je me suis trompé de personne;
    J'ai composé un mauvais numéro, désolé; est-ce un mauvais numéro ?; il ne m'appelle pas; je suis pas chez moi; je ne suis pas cliente;
    je ne suis pas intéressé; je ne suis pas la bonne personne pour ça; Monsieur Lopez est décédé; j'ai déménagé; START mauvais numéro; STOP`,
  GB: `wrong order; you sent the wrong size; wrong number on my invoice; wrong number of items delivered; wrong address;
    the wrong person came to fix it; you delivered it to the wrong person; sorry I dialled the wrong number; is this the wrong number?;
    this isn't working; this isnt what I ordered; not my phone`,
  DE: `falsche Nummer auf der Rechnung; Sie haben sich geirrt; Sie haben sich in der Adresse geirrt; ich bin nicht zu Hause;
    nicht die richtige Größe; kenne ich nicht`,
  ES: `se equivocaron de pedido; se han equivocado; número de pedido equivocado; no soy de aquí; no es mi número de pedido`,
  IT: `avete sbagliato; avete sbagliato ordine; ha sbagliato taglia; non sono io che decido; non sono il proprietario`,
  NL: `verkeerde nummer op de factuur; ken ik niet; ben ik niet van gediend`,
};

const rowsOf = (texts: Record<string, string>) =>
  Object.entries(texts).flatMap(([country, list]) => list.split(';').map((text) => ({ country, text: text.trim() })));

test('a person who reports a wrong number is opted out', () => {
  const unseen = rowsOf(WRONG_PERSON).filter(({ text, country }) => {
    const { wrongPerson, tier } = readingByRules(text, country);
    return !(wrongPerson === true && tier === 'likely');
  });
  expect(unseen).toEqual([]);
});

test('texts that only contain such words report no wrong number', () => {
  const seen = rowsOf(NOT_PLAINLY).filter(({ text, country }) => readingByRules(text, country).wrongPerson);
  expect(seen).toEqual([]);
});

test.each([
  ['STOP mauvais numéro', 'clear'],
  ['Wrong number. Stop texting.', 'clear'],
  ['spam, mauvais numéro', 'report'],
])('a stronger wish beside it is read as it is: "%s"', (text, tier) => {
  expect(readingByRules(text, 'GB')).toMatchObject({ wrongPerson: true, tier });
});
