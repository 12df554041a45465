import type { Sector } from '../packs/rule-pack';
import { anyOf } from '../category/phrases';
import { plainText } from '../text/plain-text';

// Sectors whose adverts a country bans or keeps for a sector pack. A word that also has an everyday sense is taken only
// with the words around it: the city of Paris is no bet, a tax credit no loan.

const WORDS: Readonly<Record<Sector, RegExp>> = {
  cpf: anyOf`
    cpf; compte (?:personnel (?:de )?)?formation; mon ?compte ?formation; droits? (?:a la )?formation; budget formation
  `,
  'home-energy': anyOf`
    pompes? a chaleur; pac air; isolation (?:des? |de la |a 1|thermique|exterieure|par l); isole[rz] (?:vos|les|votre)
    panneaux? (?:solaires?|photovoltaiques?); photovoltaique; ma ?prime ?renov; renovation (?:energetique|globale|d.ampleur)
    primes? (?:energie|renov); economies? d.energie; combles?; poeles? a (?:granules|bois|pellets)
    ballons? thermodynamiques?; bilan (?:energetique|thermique); chaudieres? (?:a granules|biomasse|a 1); certificats? cee
    autoconsommation; solaire (?:chez vous|sur votre toit)
  `,
  'home-adaptation': anyOf`
    ma ?prime ?adapt; adapt(?:er|ez|ation) (?:de |du )?(?:votre |vos |le |la )?(?:logement|salle de bains?|domicile|maison)
    douches? (?:securisee?s?|seniors?|pmr); baignoire .{0,30}douche; monte[- ]?escaliers?; perte d.autonomie
    maintien a domicile; barres? d.appui; wc sureleves?
  `,
  alcohol: anyOf`
    vins?; champagnes?; bieres?; whisk(?:y|ies|ey); rhums?; vodka; gin; pastis
    spiritueux; alcools?; cocktails?; oenologie; domaine viticole; cave a vins?; caviste; bubbly; prosecco; wines?; beers?
    spirits; happy hour; pints?
  `,
  tobacco: anyOf`
    tabacs?; cigarettes?; cigares?; e-?liquides?; vap(?:e|es|er|ing|oteuse|oteuses|oter); nicotine; puffs?; snus; chicha
    tobacco; cigars?
  `,
  gambling: anyOf`
    poker; casinos?; paris sportifs?; pari(?:ez|er); miser; misez; cotes? boostees?; free ?bets?; loto; euromillions; bingo
    jackpots?; machines? a sous; roulette; turf; pmu; bett?(?:ing|s)?; slots?(?= (?:game|machine|bonus)); free spins?; gratta
    grattage; lottery; sportsbook
  `,
  health: anyOf`
    medicaments?; complements? alimentaires?; minceur; mincir; maigrir; perdre du poids; perdez .{0,15}(?:kilos|kg); botox
    injections?; chirurgie esthetique; liposuccion; implants?(?: dentaires?)?; blanchiment dentaire; greffe de cheveux
    appareils? auditifs?; aides? auditives?; bilan auditif; cbd; viagra; cialis; detox; bruleur de graisse; weight loss
    slimming; diet pills?; dental implants?; hearing aids?; supplements?; medicines?; hair transplant
  `,
  credit: anyOf`
    credits? (?:conso|auto|perso[a-z]*|immo[a-z]*|renouvelable|rapide|facile|travaux); rachat de credits?
    credit .{0,40}(?:[0-9] ?%|eur|€|taux|mensualites?|sur votre compte)(?<!credit d.impot.{0,40}); regroupe[rz] vos credits?
    prets? (?:perso[a-z]*|immo[a-z]*|auto|conso|travaux|express|rapide|etudiant); emprunt(?:ez|er|s)?; taeg; micro-?credit
    mini-?pret; avance d.argent; tresorerie rapide; loans?; borrow; payday; apr; mortgages?; cash advance; carte de credit
  `,
  adult: anyOf`
    sexe; sexy; sex; sextoys?; coquine?s?; libertine?s?; rencontres? (?:sans lendemain|coquines?|chaudes?|sexy|adultes?)
    webcam; camgirls?; escorts?; porn…; erotiques?; adultes? avertis?; lingerie coquine; xxx; hot girls?; plan cul; hookups?
  `,
};

export interface SectorFound {
  sector: Sector;
  /** The words of the text, in plain form. */
  evidence: string;
}

/** The regulated sectors that an advert is about, by its words. */
export function sectorsIn(text: string): SectorFound[] {
  const plain = plainText(text);
  return (Object.keys(WORDS) as Sector[]).flatMap((sector) => {
    const words = WORDS[sector].exec(plain);
    return words ? [{ sector, evidence: words[0] }] : [];
  });
}
