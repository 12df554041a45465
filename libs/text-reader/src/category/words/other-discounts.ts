import { type Phrase, anyOf, phrase } from '../phrases';

/** A few words of our other packs' languages; the percentage, price and link signals need no language. */
export const OTHER_DISCOUNTS: readonly Phrase[] = [
  phrase(
    'DISCOUNT',
    anyOf`
      rabatte?; sonderangebote?; angebote?; gutschein(?:e|code)?; reduziert; schlussverkauf; ausverkauf
      rebajas; descuentos?; ofertas?; sconti?; saldi; (?:le|nostre|nuove|speciali) offerte
      offerte (?:speciali|imperdibili); kortingen?;
      nuova collezione; (?:ti|vi) aspettiamo; scopri; approfitta(?:ne)?; omaggio; in regalo; promozion[ei]; solo oggi
      prezz[oi] (?:speciale|basso|ribassat[oi]|pieno); meta prezzo; risparmi[a-z]*; paghi [0-9]
      prenota (?:subito|ora|il tuo tavolo); tutto a [0-9]+
      nueva coleccion; te esperamos; os esperamos; aprovecha; de regalo; regalo; descubre; solo hoy; 2x1; 3x2; sorteo
      gana (?:un|una|hasta); menu (?:del dia|especial); promocion(?:es)?; a mitad de precio
      desde [0-9]+ ?(?:eur|euros|€); compra (?:ahora|ya|online); reserva (?:ya|tu mesa|ahora); llevate
      hasta (?:el )?[0-9]+ ?%
      nur (?:heute|noch|bis|[0-9]+); jetzt (?:kaufen|bestellen|sichern|buchen|sparen|shoppen|nur|[0-9]); sparen
      spare [0-9]…; geschenkt; geschenke?; gewinnen; gewinnspiel; neue kollektion; entdecken; besuchen sie uns
      bis zu [0-9]…; aktion; kostenlos testen; schnappchen; zum halben preis; ab nur [0-9]…; frische [a-z]+ (?:ab|im)…
      alleen vandaag; ontdek; nieuwe collectie; gratis bij; win (?:een|een)…; bespaar; kom langs; halve prijs; so hoje
      aproveite; promocao; oferta especial; sconto; korting; aanbieding(?:en)?
      uitverkoop
    `,
  ),
];
