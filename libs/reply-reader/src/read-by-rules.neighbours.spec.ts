// Kinds of replies that were read wrong at first sight, by words that are in no fixture, each beside what looks like it.
import { misreadings } from './fixtures/reading-by-rules';

describe('slips of the words for removing', () => {
  test('requests are clear', () => {
    expect(
      misreadings(
        [
          ['FR', 'effcaez moi'],
          ['FR', 'Suprimmez mon num'],
          ['FR', 'enlvez moi svp'],
          ['GB', 'deleet my number'],
          ['GB', 'cancle'],
          ['IT', 'rimouvete il mio numero'],
          ['BE', 'uitschrjven'],
          ['DE', 'Newsletter abbestelen bitte'],
        ],
        ['clear'],
      ),
    ).toEqual([]);
  });

  test('texts that look like them ask for nothing', () => {
    expect(
      misreadings(
        [
          ['FR', 'elevez mon fils au rang de chef'],
          ['FR', 'efacez mon numéro du contrat'],
          ['FR', 'je ritire mon colis demain'],
          ['GB', 'withdrew it already'],
          ['IT', 'cancelate il mio ordine'],
          ['DE', 'Ansagen'],
          ['BE', 'stappen'],
        ],
        ['none'],
      ),
    ).toEqual([]);
  });
});

describe('text speak, dialects and words of a region', () => {
  test('requests are clear', () => {
    expect(
      misreadings(
        [
          ['GB', 'dnt txt me'],
          ['GB', 'rmv my nmber pls'],
          ['ES', 'kitame de la lista'],
          ['IT', 'nn mandatemi + msg'],
          ['CH', 'Nemed mi us euere Liste'],
          ['AT', 'Streichts mi aussa'],
          ['CH', 'Tracez mon numéro de votre fichier'],
          ['BE', "Mon nom n'a rien à faire dans vos fichiers"],
        ],
        ['clear'],
      ),
    ).toEqual([]);
  });

  test('texts that look like them ask for nothing', () => {
    expect(
      misreadings(
        [
          ['GB', 'do txt me again'],
          ['GB', 'can u txt me agn wen its ready'],
          ['GB', 'mor tea pls'],
          ['ES', 'kitame la cita'],
          ['CH', 'nämed mer mini Jacke us em Auto'],
          ['CH', 'Mini Frau chunnt us em Spital'],
          ['AT', 'nehmts mi mit'],
          ['FR', 'Tirez mon numéro au sort'],
          ['FR', 'Tirez au sort sur la liste svp'],
          ['FR', 'Biffez le deuxième nom de la liste'],
          ['CH', 'tracez mon nom sur le gâteau'],
          ['FR', 'enlevez-moi 2 croissants'],
        ],
        ['none'],
      ),
    ).toEqual([]);
  });
});

describe('erasure, by a law that is named', () => {
  test('requests are clear', () => {
    expect(
      misreadings(
        [
          ['ES', 'Exijo la eliminación de todos mis datos, RGPD'],
          ['DE', 'Löschung meiner Daten nach Artikel 17'],
          ['PT', 'Peço o apagamento dos meus dados'],
          ['PL', 'Żądam usunięcia moich danych'],
        ],
        ['clear'],
      ),
    ).toEqual([]);
  });

  test('texts that look like them ask for nothing', () => {
    expect(
      misreadings(
        [
          ['ES', 'quitar el articulo 3'],
          ['FR', "supprimer l'article 3 du panier"],
          ['IT', 'articolo 21 taglia M'],
          ['DE', 'nach Art des Hauses bitte'],
        ],
        ['none'],
      ),
    ).toEqual([]);
  });
});

describe('hours at which no text is wanted', () => {
  test('requests are likely', () => {
    expect(
      misreadings(
        [
          ['FR', 'pas le dimanche merci'],
          ['GB', 'not on sundays'],
          ['DE', 'bitte nicht am Wochenende'],
        ],
        ['likely'],
      ),
    ).toEqual([]);
  });

  test('texts that look like them move an appointment', () => {
    expect(
      misreadings(
        [
          ['FR', 'pas dimanche'],
          ['FR', 'pas le matin svp'],
          ['FR', 'pas le dimanche, je travaille'],
          ['GB', 'Not Sunday'],
        ],
        ['none'],
      ),
    ).toEqual([]);
  });
});

describe('who writes, and what to press', () => {
  test('both are read as labelled', () => {
    expect(
      misreadings([
        ['GB', 'I dont have this number saved', 'contact'],
        ['DE', 'Wer ist der Absender?', 'contact'],
        ['ES', 'No tengo este número guardado', 'contact'],
        ['GB', 'what do i press', 'help'],
        ['NL', 'hoe werkt dit', 'help'],
        ['FR', 'comment ça marche', 'help'],
        ['FR', 'comment ça marche pour se désabonner ?', 'clear'],
        ['FR', 'comment ça marche la garantie', 'none'],
        ['FR', "j'ai pas ce numéro de commande", 'none'],
        ['GB', 'what do i press to open the gate', 'none'],
      ]),
    ).toEqual([]);
  });
});
