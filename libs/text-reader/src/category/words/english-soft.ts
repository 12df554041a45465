import { type Phrase, anyOf, phrase } from '../phrases';

// English words that adverts like and other texts use too: a sentence about a transaction outweighs them.

export const ENGLISH_SOFT: readonly Phrase[] = [
  phrase('SELLING_WORD', anyOf`discover; explore`),
  phrase(
    'SELLING_WORD',
    anyOf`
      last (?:chance|days?|call); hurry; ends (?:soon|tonight|today|sunday|tomorrow); gone tomorrow
      before it.s gone; (?:last|only|just) [0-9]+ (?:seats?|places?|spots?|left|rooms?|tickets?); open late; shopping
      final (?:notice|days?|hours?|call); only today; don.t miss
    `,
  ),
  phrase(
    'SELLING_WORD',
    anyOf`free(?! (?:until|of charge|parking|cancellation|slot|to|from|up))`,
    anyOf`feel free; toll-free; hands-free; gluten-free; free parking`,
  ),
  phrase('SELLING_WORD', anyOf`exclusive(?:ly)?; just for you; members only; gifts?; treats?`),
  phrase('SELLING_WORD', anyOf`unused; rewards?; lounge access; waiting for you; in store`),
  phrase(
    'CALL_TO_BUY',
    anyOf`
      book (?:now|today|this week|your|a|early); order (?:at|online|today|by); call us (?:today|now)
      call now; sign up; subscribe; join (?:us|now|today); come (?:see|visit|and|try|in|down); visit us
      see you in store; shop; try (?:our|it|them|the); enjoy; get (?:yours|a|an|up|the|our); check out
      tap to; for (?:just|only) [0-9£$€]…; train for; we deliver; a quote for; renew (?:now|today|early)
    `,
  ),
  phrase(
    'SLOGAN',
    anyOf`
      fancy (?:a|an|some); need an?; weekend plans; hungry; craving; thanks for being with us; quiz; raffle
      live music; fair; fete; car boot; you know where we are; time for a; you deserve
      love (?:food|fashion|to travel); tired of; looking for; ready for (?:a|an|your|the|some); good news
    `,
  ),
  phrase(
    'SERVICE_ADVICE',
    anyOf`
      is due (?:for|next|this|in|soon); due for; overdue for; it.?s time (?:for|to); not (?:been )?serviced
      we recommend; a check-?up; last (?:serviced|service|check-?up|visit|eye test|clean|inspection)[ ,:].{0,25}ago
      (?:since|it.s been [a-z0-9]+ (?:months|years))[ ,:].{0,20}(?:check-?up|service|visit|test|clean)
    `,
  ),
  phrase('NEW_FEATURE', anyOf`(?:you )?can now; new feature; now available in the app; from now on you can`),
];
