import { anyOf } from '../phrases';

// Names of goods and pleasures that shops put forward. In a sentence about the recipient's own they mean nothing
// (`votre manteau est prêt`), so they count only where a sentence states no fact and names no transaction.

const FRENCH_GOODS = anyOf`
  (?:menus?|plats?|formules?|plateaux?|assiettes?|verres?|bouteilles?|coupes?|paniers?|coffrets?|lots?) (?:de |d.|du |a |midi|gourmand|surprise|degustation|entree|complet)…
  pizzas?; burgers?; sushis?; tacos?; kebabs?; crepes?; galettes?; raclettes?; fondues?; huitres?; moules?
  fruits de mer; foie gras; saumon; chapons?; dindes?; buches?; chocolats?; macarons?; glaces?; gaufres?; patisseries?
  viennoiseries?; croissants?; pains?; fromages?; charcuteries?; brunchs?; cafes?; jus; smoothies?; cocktails?
  mocktails?; muscadet; beaujolais; champagne; vins?; bieres?; truffes?; champignons; asperges; fraises?; cerises?
  clementines?; legumes?; fruits?; viandes?; cotes? de boeuf; poulets? rotis?; epicerie; traiteur; barbecues?
  planchas?
  manteaux?; doudounes?; pulls?; robes?; jupes?; chemises?; jeans; (?:un|en|le|ce|son|votre|nos|des) jean(?!-); costumes?; chaussures?; baskets; bottes?
  sandales?; sneakers; sacs a main; maroquinerie; bijoux?; bagues?; colliers?; bracelets?; foulards?; lingerie
  maillots? de bain; chaussettes?; pyjamas?;
  canapes?; matelas; literie; fauteuils?; meubles?; cuisines? (?:equipees?|sur mesure)?; dressings?; rideaux?; tapis
  luminaires?; vaisselle; electromenager; lave-linge; aspirateurs?; televiseurs?; tv; tablettes?; smartphones?
  ordinateurs?; consoles?; enceintes?; montres? connectees?; outillage; perceuses?; tondeuses?; peintures?; parquets?
  carrelages?; salons? de jardin; sapins?; plantes?; rosiers?; bouquets?; fleurs?; roses; spas?; stores?; verandas?
  parfums?; cosmetiques?; maquillage; cremes?; soins? (?:visage|corps|du visage|du corps|keratine|hydratant|detente)?
  shampoings?; massages?; manucures?; epilations?; brushings?; colorations?; balayages?; blanchiment; uv; hammam
  gommages?
  jouets?; peluches?; jeux video; romans?; bd; poussettes?; cadeaux? de naissance; croquettes?
  pneus?; jantes?; suv; citadines?; hybrides?; voitures? (?:neuves?|d.occasion); velos? electriques?
  (?:yoga|pilates|zumba|crossfit|aquagym|fitness|coaching|poterie|danse|theatre|golf|equitation|escalade|karting|escape game|laser game|bowling|cinema|paintball)
  croisieres?; week-ends? (?:a|en|detente|romantique|pour deux|spa); escapades?; thalasso; sejours? (?:a|en|au|tout)…
  vacances (?:a|en|au)…; chambres? d.hotes?; pistes; forfaits? (?:ski|[0-9]+ ?go|mobile|illimite)…
  (?:assurance|mutuelle|garantie|protection|couverture) (?:voyage|habitation|animaux|chien|auto|scolaire|vie|sante|obseques|mobile|juridique|deces)…
  placements?; assurance[- ]vie; plan epargne; carte (?:gold|premium|platine|infinite)
  (?:[0-9]+|giga) ?go; illimites?; fibre; bouquet tv; antivirus; alarmes?; telesurveillance; thermostats?; domotique
  (?:t[1-6]|studios?|maisons?|villas?|appartements?|programmes? neufs?|terrains? constructibles?|lofts?) (?:avec|de|a|a vendre|lumineux|neufs?|renove|vue|quartier|proche|centre|gare)…
  (?:electricien|plombier|serrurier|couvreur|peintre|jardinier|menuisier|macon|vitrier)s? a [a-z]+
  coupes? (?:et|homme|femme|enfant|brushing)…; barbes?; plaids?; chaufferettes?; bougies?; decorations?; homards?
  galettes? des rois; cidre; (?:menage|repassage|jardinage),; tatouages?; shampoing; beaute; bien-etre; gourmand…
  gourmandises?; delices?; saveurs?; tendances?; savoir-faire; fait maison; artisanal…
`;

const ENGLISH_GOODS = anyOf`
  pizzas?; burgers?; sushi; tacos?; curry; ramen; brunch; roast; steak; wings; cakes?; cupcakes?; cookies; donuts?
  doughnuts?; bagels?; pastries; ice cream; coffees?; lattes?; pumpkin spice; smoothies?; cocktails?; fizz; bubbles
  wines?; beers?; cheese; chocolates?; snacks?; strawberries; pumpkins?
  (?:set|tasting|lunch|christmas|new|kids) menus?; [0-9] courses?; hampers?; barbecue; bbq
  coats?; jackets?; dresses; jeans; shoes; trainers?; sneakers; sandals; handbags?; jewell?ery; scarves; knitwear
  swimwear; outfits?; wardrobe; sunglasses
  sofas?; mattress(?:es)?; bedding; furniture; rugs?; lamps?; kitchens?; bathrooms?; tvs?; laptops?; tablets?
  smartphones?; phones?; headphones; consoles?; paint; garden furniture; (?:new |house|bedding )plants; roses
  bouquets?; flowers?; christmas trees?
  perfumes?; make-?up; skincare; facials?; massages?; manicures?; pedicures?; nails; highlights; blow-?dry; botox
  fillers?; whitening; waxing; spa (?:day|break)s?; mask
  toys?; books?; puppies; vitamins?; protein; candles?
  tyres?; suv; ev; bikes?; canvas; prints
  (?:yoga|pilates|zumba|spin|bootcamp|pottery|dance|golf|crossfit|swimming) (?:class|classes|intro|course|lessons?|taster)
  getaways?; cruises?; city breaks?; holidays? (?:to|in|from); staycation; all-inclusive; seats from
  flights? (?:to|from)…
  (?:home|travel|pet|life|car|phone) (?:insurance|cover); (?:gold|platinum|credit) card; balance transfers?
  savings account; unlimited data; broadband; fibre; vpn; antivirus; alarm systems?; extended warranty
  walk-ins?; breakfast; log fire; roof repairs?; (?:two men|man) and a van; moving house; lashes; brows
  [1-6]-bed(?:room)?; new homes?; open plan; penthouses?; masterclass; workshops?; bargains?
`;

/** `Pizza Roma : …`: the sender's name may be that of its goods. */
const NAME_BEFORE = /^[^:.!?]{2,25} ?: /;

/** `le`, `votre`, `this`: the goods exist and are somebody's, or known. */
const DEFINITE =
  /(?<![a-z])(?:votre|vos|son|sa|ses|ton|ta|tes|leurs?|le|la|l.|ce|cet|cette|your|his|her|their|the|this|retirez|apportez|enlevez|rapportez|ramenez|mettez|portez|bring|wear|remove) ?$/;

/** `cake's ready`: the sentence reports on them. */
const STATE_AFTER = /^'s (?:ready|in|here|done)/;

/** `retirez bijoux et montre`: what to bring or take off. */
const TAKEN_ALONG =
  /(?<![a-z])(?:retirez|apportez|enlevez|rapportez|ramenez|mettez|portez|bring|wear|remove)(?: (?:un|une|des|vos|votre|your|a|some))? $/;

/** True for goods named as a seller does, not as somebody's own. */
export const offersGoods = (sentence: string): boolean => namedIn(sentence, DEFINITE) !== undefined;

/** Goods that a sentence names, in plain form. */
export const goodsIn = (sentence: string): string | undefined => namedIn(sentence, TAKEN_ALONG);

function namedIn(sentence: string, ownBefore: RegExp): string | undefined {
  const said = sentence.replace(NAME_BEFORE, '');
  for (const goods of [FRENCH_GOODS, ENGLISH_GOODS]) {
    const found = goods.exec(said);
    if (!found) continue;
    const after = said.slice(found.index + found[0].length);
    if (!ownBefore.test(said.slice(0, found.index)) && !STATE_AFTER.test(after)) return found[0];
  }
  return undefined;
}
