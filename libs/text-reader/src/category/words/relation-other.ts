import { anyOf } from '../phrases';

// The same for the other languages of our packs: the nouns of transactions are few and much alike, so one list serves.

export const OTHER_TRANSACTION = anyOf`
  (?:ihr|ihre|ihren|dein|deine|die|der|das) (?:[a-z]+ )?(?:termin|paket|bestellung|sendung|lieferung|rechnung|zahlung|buchung|reservierung|konto|karte|vertrag|antrag|auftrag|flug|zug|rezept|brille|fahrzeug|auto|anfrage|ruckerstattung|kaution|vorgang|ticket|abo|rate|zahler|gepack|ergebnis|befund|tisch)
  (?:termin|paket|bestellung|sendung|lieferung|rechnung|zahlung|buchung|reservierung|rezept)[ ,:].{0,40}(?:bestatigt|verschoben|abgesagt|storniert|versandt|verschickt|bereit|zugestellt|erhalten|fallig|eingegangen|bezahlt|kommt|am [0-9])
  (?:su|tu|el|la) (?:[a-z]+ )?(?:cita|visita|pedido|paquete|reserva|factura|pago|envio|entrega|cuenta|tarjeta|contrato|solicitud|vuelo|tren|receta|vehiculo|coche|reembolso|devolucion|siniestro|recibo|mesa|billete|expediente|matricula|pedido)
  (?:cita|pedido|paquete|reserva|factura|pago|envio|entrega)[ ,:].{0,40}(?:confirmad[oa]|cancelad[oa]|aplazad[oa]|enviad[oa]|list[oa]|recibid[oa]|entregad[oa]|vencid[oa]|disponible|pendiente|llega)
  (?:il|la|lo) (?:tuo|tua|suo|sua|vostro|vostra) (?:appuntamento|visita|ordine|pacco|spedizione|prenotazione|fattura|pagamento|consegna|conto|carta|contratto|richiesta|volo|treno|ricetta|auto|rimborso|pratica|tavolo|biglietto|bolletta)
  (?:appuntamento|ordine|pacco|spedizione|prenotazione|fattura|pagamento|consegna)[ ,:].{0,40}(?:confermat[oa]|annullat[oa]|rinviat[oa]|spedit[oa]|pront[oa]|ricevut[oa]|consegnat[oa]|scadut[oa]|disponibile|in arrivo)
  (?:uw|je) (?:[a-z]+ )?(?:afspraak|pakket|bestelling|zending|levering|factuur|betaling|boeking|reservering|rekening|kaart|contract|aanvraag|vlucht|trein|recept|auto|terugbetaling|tafel)
  (?:(?:o|a) )?(?:sua|seu) (?:encomenda|consulta|reserva|fatura|pagamento|entrega|conta|pedido)
  geschlossen; gesperrt; fallt aus; verspatung; unterricht; schule; streik; fermata; chiuso; chiusa; sciopero; ritardo
  scuola; lezione; cerrado; cerrada; huelga; retraso; colegio; clase; corte de; gesloten; vertraging; staking; school
  afgelast
`;

/** A one-time code in German, Spanish, Italian, Dutch, Portuguese. */
export const OTHER_ONE_TIME_CODE =
  /(?<![a-z])(?:[a-z]*code|kode|tan|pin|passwort|codigo|clave|contrasena|codice|senha)(?![a-z])[^.!?]{0,40}?\d[\d -]{2,9}\d|\d[\d -]{2,9}\d[^.!?]{0,30}(?<![a-z])(?:[a-z]*code|kode|tan|codigo|clave|codice)(?![a-z])/;
export const OTHER_PROOF = anyOf`
  anmeld…; bestatig…; verifi…; sicherheits…; einmal…; gultig; zugangs…; login…; geben sie; teilen sie; niemand…; lautet
  verificacion; confirmacion; seguridad; acceso; valido; no (?:lo|la) comparta…; de un solo uso; inicio de sesion
  confirmar
  verifica; conferma; sicurezza; accesso; non (?:lo )?condivid…; monouso; verificatie…; bevestig…; beveiligings…
  inlog…; deel (?:deze|hem)…; verificacao; seguranca
`;
