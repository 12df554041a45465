import { type Phrase, anyOf, phrase } from '../phrases';

// English words of a discount, which no transaction excuses, and the other senses that some of them have.

/** The discount was granted, corrected or refused: the text reports a bill, a return or a file. */
const SETTLED = anyOf`
      (?:was|were|has been|have been|is) (?:applied|rejected|refused|removed|approved|corrected|cancelled|reversed|issued|registered)
      cancelled; refund(?:ed)?; as (?:you )?requested; application; claim; returned
    `;

export const ENGLISH_DISCOUNTS: readonly Phrase[] = [
  phrase(
    'DISCOUNT',
    anyOf`
      (?:winter|summer|spring|autumn|flash|clearance|january|big|mega|our|the|half-price|end of season|private|weekend|pre-season) sales?
      sale (?:is on|starts|ends|now|prices?|items?); on sale; black friday; cyber monday; boxing day sale
      cash ?back; clearance
      (?:special|exclusive|limited|limited-time|limited time|introductory|welcome|great|our|members?|latest) (?:offers?|deals?|rates?)
      offer ends; deals; best deal; half[- ]price; half the price; half off; welcome (?:price|rate|offer|bonus)
      money off
      price (?:cut|drop)s?; shop now; buy now; order now; while stocks? lasts?; limited time; promo codes?
      save (?:up to )?[0-9£$€]…; save (?:big|money|[a-z]+ (?:months?|weeks?)|now)
      up to [0-9£$€][0-9]* ?(?:%|gbp|eur|usd|off)?
      get [0-9]+ ?%; no (?:joining|set-?up) fees?; lowest prices?; great prices?; bargains?; member rate
    `,
    anyOf`
      sales (?:team|invoice|order|rep|tax); delay
      up to [0-9]+ (?:min|minutes|hours|days|people|kg|working)
    `,
    SETTLED,
  ),
  phrase(
    'DISCOUNT_UNCLEAR',
    anyOf`sales?`,
    anyOf`
      (?:house|car|home|property|vehicle|land|flat) sales?; sales? of (?:your|the); your[ ,:].{0,20}sale
      sales? (?:agreement|team|invoice|order|rep); point of sale; for sale sign; after-sales
    `,
    SETTLED,
  ),
  phrase('DISCOUNT_UNCLEAR', anyOf`discount(?:s|ed)?`, anyOf`discount card`, SETTLED),
  phrase('DISCOUNT_UNCLEAR', anyOf`vouchers?; coupons?; gift cards?`, anyOf`childcare; you ordered`, SETTLED),
  phrase('DISCOUNT_UNCLEAR', anyOf`deal`, anyOf`deal (?:on|with) your; signed; closed; completed; big deal`),
];
