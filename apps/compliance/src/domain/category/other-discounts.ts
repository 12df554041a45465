import { type Phrase, anyOf, phrase } from './phrases';

/** A few words of our other packs' languages; the percentage, price and link signals need no language. */
export const OTHER_DISCOUNTS: readonly Phrase[] = [
  phrase(
    'DISCOUNT',
    anyOf`
      rabatte?; sonderangebote?; angebote?; gutschein(?:e|code)?; reduziert; schlussverkauf; ausverkauf
      rebajas; descuentos?; ofertas?; sconti?; saldi; offerte?; kortingen?; korting; aanbieding(?:en)?
      uitverkoop
    `,
  ),
];
