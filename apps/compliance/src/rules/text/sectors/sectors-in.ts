import type { Sector } from '../../packs/rule-pack';
import { anyOf, plainText } from '@stopsms/text-reader';

// Sectors whose adverts a country bans or keeps for a sector pack. A word that also has an everyday sense is taken only
// with the words around it: the city of Paris is no bet, a tax credit no loan.

const WORDS: Readonly<Record<Sector, RegExp>> = {
  cpf: anyOf`
    cpf; c\.? ?p\.? ?f; compte (?:personnel )?(?:de )?formation; mon ?compte ?formation
    droits? (?:a la |a |de )?formation; budgets? (?:de )?formation; credits? (?:de )?formation; cagnotte formation
    (?:droits?|eur|euros|€)[ ,:].{0,60}formez-vous; formez-vous[ ,:].{0,60}(?:droits?|finance|gratuit)
    (?:eur|euros|€) par an (?:et par|pour chaque) (?:actif|salarie)…
    bilans? de competences; validation des acquis; heures de formation; dif; titulaires? d.un compte formation
    france competences; eligible.{0,20}formation
    (?:formations?|permis|anglais|code)[ ,:].{0,40}(?:financee?s?|finance|pris en charge|prise en charge|sans (?:rien payer|avance de frais|debourser|reste a charge)|0 ?(?:eur|€)|100 ?% (?:finance|pris|prise|gratuit|paye)[a-z]*)
    (?:droits?|euros|eur|€|solde)[ ,:].{0,25}(?:pour|a) (?:vous |te )?former
    formez-vous (?:gratuitement|sans frais|a 0); training (?:account|credit|entitlement)
  `,
  'home-energy': anyOf`
    pompes? a chaleur; pac air; isolation (?:des? |de la |a 1|thermique|exterieure|par l); isole[rz] (?:vos|les|votre)
    panneaux? (?:solaires?|photovoltaiques?); photovoltaique; ma ?prime ?renov
    renovation (?:energetique|globale|d.ampleur)
    primes? (?:energie|renov); economies? d.energie; combles?; poeles? a (?:granules|bois|pellets)
    ballons? thermodynamiques?; bilan (?:energetique|thermique); chaudieres? (?:a granules|biomasse|a 1)
    certificats? cee
    autoconsommation; solaire (?:chez vous|sur votre toit); (?:installation|centrale|kit|energie|toiture) solaire
    produisez votre (?:propre )?(?:electricite|energie)
    votre toit[ ,:].{0,25}(?:rapporte|produi|electricite|solaire|paye)…
    toit(?:ure)?[ ,:].{0,40}(?:courant|electricite|produi|kwh)…; isol(?:er|ation|ez|ant|ants); double vitrage
    passoires?(?: thermiques?| energetiques?)?; audit energetique
    renov(?:er|ez|ation)[ ,:].{0,25}(?:energ|therm|maison|logement)…
    chauffe-eau (?:solaire|thermodynamique); aerothermie; geothermie; pac; climatisation reversible; vmc
    bornes? de recharge[ ,:].{0,20}prime; fournisseur d.energie[ ,:].{0,30}(?:travaux|prime)
    aides? (?:de l.etat|anah|renov…|energ…); anah; cee; votre dpe
    (?:fenetres?|volets|toiture|facade|chauffage|chaudieres?|radiateurs?|electricite|maison|logement|murs|combles|factures?)[ ,:].{0,60}(?:aides? (?:de|d.|jusqu|disponible|publique)|primes?|subvention…|l.etat|a 1 (?:eur|€)|1 euro|reste a charge|eligib…|economies|energet…|energie|thermi…|chaleur|froid|finance)…
    (?:l.etat|aides?|primes?|subvention[a-z]*)[ ,:].{0,60}(?:fenetres?|volets|toiture|facade|chauffage|chaudieres?|radiateurs?|combles|murs)
    heat pumps?; solar (?:panels?|power|roof|installation); (?:loft|wall|home|roof) insulation
    boiler (?:grant|scheme|replacement|upgrade)…; energy (?:grant|efficien[a-z]+|saving (?:works|home))
  `,
  'home-adaptation': anyOf`
    ma ?prime ?adapt
    adapt(?:er|ez|ation) (?:de |du )?(?:votre |vos |le |la )?(?:logement|salle de bains?|domicile|maison)
    douches? (?:securisee?s?|seniors?|pmr); baignoire[ ,:].{0,30}douche; monte[- ]?escaliers?; perte d.autonomie
    maintien a domicile; barres? (?:d.appui|de maintien|de douche); wc (?:sureleves?|rehausses?); maprimeadapt.?
    douches? (?:a l.italienne|de plain-pied|plain-pied|sans marche|sans seuil|accessibles?|adaptee?s?); plain-pied
    baignoires? (?:a porte|securisee?s?|difficile)…; fauteuils? monte[a-z]*; (?:plateforme|siege) elevat[a-z]*
    ascenseur (?:privatif|de maison)
    (?:salle d.eau|salle de bains?|douche|baignoire|escaliers?|marches)[ ,:].{0,50}[6-9]0 ans
    [6-9]0 ans[ ,:].{0,50}(?:salle d.eau|salle de bains?|douche|baignoire|escaliers?|marches)
    (?:bien )?vieillir (?:chez (?:soi|vous)|a domicile|a la maison); rester (?:autonome|a domicile)
    mobilite reduite
    (?:senior|seniors|retraites|plus de 60 ans|aines)[ ,:].{0,50}(?:salle de bains?|douche|baignoire|escalier|logement|domicile|chutes?|securis)…
    (?:salle de bains?|douche|baignoire|escaliers?|logement|domicile)[ ,:].{0,50}(?:senior|seniors|retraites|plus de 60 ans|aines|chutes?|glisser|securise|handicap|autonomie|sans effort|sans risque|sans danger)…
    stair ?lifts?; walk-in (?:showers?|baths?|tubs?); grab (?:rails?|bars?); mobility (?:aids?|adaptations?)
  `,
  alcohol: anyOf`
    vins?; champagnes?; bieres?; whisk(?:y|ies|ey); rhums?; vodka; gin; pastis
    spiritueux; alcools?; cocktails?; oenologie; domaine viticole; cave a vins?; caviste; bubbly; prosecco; wines?
    beers?
    spirits; happy hours?; pints?; pintes?; open bar; muscadet; beaujolais
    bordeaux (?:rouges?|superieur|aoc|grand)…; bourgognes? (?:rouge|blanc|aoc|pinot)…
    (?:cotes?|chateau)[- ](?:du|de) (?:rhone|blaye|provence|bourg); rose (?:de provence|piscine)…; sancerre; chablis
    mousseux; cremants?; liqueurs?; cognac; armagnac; calvados; tequila; mojitos?; spritz; brasserie artisanale
    houblon; crus? (?:classes?|bourgeois); grands? crus?; degustation de (?:vins?|rhums?|whisky)…; bar a vins?; lager
    ale; cider; whisky; cava; sangria; booze; liquor
  `,
  tobacco: anyOf`
    tabacs?; cigarettes?; cigares?; e-?liquides?; vap(?:e|es|er|ing|oteuse|oteuses|oter); nicotine; puffs?; snus; chicha
    tobacco; cigars?
  `,
  gambling: anyOf`
    poker; casinos?; paris sportifs?; pari(?:ez|er); miser; misez; cotes? boostees?; free ?bets?; loto; euromillions
    bingo
    jackpots?; machines? a sous; (?:tours?|spins?|mises?|paris?) (?:gratuits?|offerte?s?|bonus|remboursee?s?)
    (?:doublez|double|boostez|multipliez) (?:votre|vos|ta|tes|la) mises?; votre mise; mises? (?:minimum|de depart)
    parions; parie[rz]?; pronostics?; pronos?; cotes? (?:a|de|exceptionnelle|boost|x)…; bookmakers?; blackjack
    baccara; croupier; keno; tickets? a gratter; jeux? d.argent; (?:gagnez|remportez) au jeu; deposez [0-9]+
    premier depot; bets?; wagers?; odds; parlay; bet [0-9£$€]…; acca; bonus de depot; deposit bonus
    scratch ?cards?; roulette; turf; pmu; bett?(?:ing|s)?; slots?(?= (?:game|machine|bonus)); free spins?; gratta
    grattage; lottery; sportsbook
  `,
  health: anyOf`
    medicaments?; gelules?; perdez?[ ,:].{0,20}(?:kilos?|kg|poids|ventre); perte de poids
    brule(?:ur|z)?[ ,:].{0,12}graisses?; coupe-faim; ozempic; wegovy; medecine esthetique; chirurgi[a-z]+
    rhinoplastie; augmentation mammaire; lifting; acide hyaluronique; injectables?; laser (?:epilation|vision|yeux)…
    operation (?:de la myopie|des yeux); lasik; cataracte; cliniques? (?:esthetique|dentaire|capillaire)s?
    facettes dentaires; sourire (?:plus )?blanc; dents (?:plus )?blanches; blanchi[a-z]+ (?:des |vos )?dents
    invisalign; orthodontie; hypnose; naturopath[a-z]+; cure (?:minceur|detox|de vitamines); medicale? esthetique
    audioprothes[a-z]+; lose[ ,:].{0,15}(?:kg|kilos?|pounds|lbs|stone|weight); cosmetic surgery; fillers?
    veneers; teeth whitening; pills?; complements? alimentaires?; minceur; mincir; maigrir; perdre du poids
    perdez[ ,:].{0,15}(?:kilos|kg); botox
    injections?; chirurgie esthetique; liposuccion; implants?(?: dentaires?)?; blanchiment dentaire; greffe de cheveux
    (?:bilan|greffe|implants?|micropigmentation) capillaires?; cheveux[ ,:].{0,40}cliniques?
    appareils? auditifs?; aides? auditives?; bilan auditif; cbd; viagra; cialis; detox; bruleur de graisse; weight loss
    slimming; diet pills?; dental implants?; hearing aids?; supplements?; medicines?; hair transplant
  `,
  credit: anyOf`
    credits? (?:conso|auto|perso[a-z]*|immo[a-z]*|renouvelable|rapide|facile|travaux); rachat de credits?
    credit[ ,:].{0,40}(?:[0-9] ?%|eur|€|taux|mensualites?|sur votre compte)(?<!credit d.impot.{0,40})
    regroupe[rz] vos credits?
    prets? (?:perso[a-z]*|immo[a-z]*|auto|conso|travaux|express|rapide|etudiant); emprunt(?:ez|er|s)?; taeg
    micro-?credit
    (?:prets?|credits?|emprunts?) (?:de |jusqu.a |a |en |d.)(?:[0-9]|partir|taux|24|48|quelques|l.instant)…
    regroup(?:ez|ement|er) (?:de |vos |tous vos )?(?:credits?|prets?|dettes); rachetez vos (?:credits?|prets?)…
    (?:baissez|reduisez|allegez|diminuez) vos mensualites
    (?:[0-9]+ ?(?:eur|euros|€)) (?:avant|jusqu.a) la (?:prochaine )?paie; avant la (?:fin du mois|paie) \?
    avance sur (?:salaire|paie)
    [0-9]+ ?(?:eur|euros|€) (?:tout de suite|immediatement|en [0-9]+ ?(?:min|h)|sans justificatif)…
    rembourse[rz] en (?:[0-9]+|plusieurs|deux|trois|dix) (?:fois|mois)
    besoin (?:d.argent|de (?:liquidites|cash|tresorerie|financement))
    argent (?:rapide|immediat|en 24|sur votre compte)…; financement (?:rapide|immediat|express|auto|sans)…
    paiement en (?:[0-9]+|plusieurs) (?:fois|mensualites)[ ,:].{0,20}(?:taeg|taux|credit); reserve d.argent
    taux (?:immo|emprunt|exceptionnel|fixe|avantageux des)…; cash in (?:your|minutes|hours|an hour)…
    (?:get|need|instant|fast|quick|easy) (?:cash|money|credit); lend(?:ing|er|ers); line of credit
    credit (?:line|limit increase|score boost); balance transfers?; refinanc[a-z]+; consolidat[a-z]+ (?:your )?debts?
    mini-?pret; avance d.argent; tresorerie rapide; loans?; borrow; payday; apr; mortgages?; cash advance
    carte de credit
  `,
  adult: anyOf`
    rencontres? (?:pres|hot|discret|adulter|extraconjug|sans tabou|entre adultes|intimes?)…; adulteres?; sans tabous?
    intimes? (?:jouets|plaisir)…; strip[- ]?tease[a-z]*; strippers?; onlyfans; naughty
    adult (?:dating|toys?|chat|fun|content|entertainment); sexe; sexy; sex; sextoys?; coquine?s?; libertine?s?
    rencontres? (?:sans lendemain|coquines?|chaudes?|sexy|adultes?)
    webcam; camgirls?; escorts?; porn…; erotiques?; adultes? avertis?; lingerie coquine; xxx; hot girls?; plan cul
    hookups?
  `,
};

interface SectorFound {
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
