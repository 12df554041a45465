// What in a text speaks for or against its being an advert. Weights are ours, calibrated on labelled texts
// (docs/law/messages.md#signals).

/**
 * `hard`: sells, whatever else the text says. `soft`: sells unless its own sentence is about a transaction.
 * `doubt`: what decides is not in the text; alone it asks for a person and never refuses.
 */
export type SignalKind = 'hard' | 'soft' | 'doubt';

const signal = (kind: SignalKind, weight: number, meaning: string) => ({ kind, weight, meaning });

export const SIGNALS = {
  DISCOUNT: signal('hard', 5, 'words of a discount, a sale or a special offer'),
  DISCOUNT_UNCLEAR: signal('hard', 4, 'a word that often means a discount, in no other known sense'),
  PERCENT_OFF: signal('hard', 5, 'a percentage off'),
  PRICE_DROP: signal('hard', 5, 'a price beside a higher one'),
  PRICE_OFFER: signal('hard', 5, 'a price that is no bill, in a sentence about no transaction and no public fact'),
  PROMO_CODE: signal('hard', 5, 'a promotional code'),
  MULTI_BUY: signal('hard', 5, 'something more for buying several'),
  GIFT: signal('hard', 5, 'a gift or something free for the customer'),
  PRIZE: signal('hard', 5, 'a prize to win'),
  REFERRAL: signal('hard', 5, 'asks to bring other customers'),
  LOYALTY_PUSH: signal('hard', 5, 'points or rewards to spend'),
  BASKET: signal('hard', 5, 'a basket left without buying'),
  BACK_IN_STOCK: signal('hard', 5, 'a product that is available again or costs less'),
  GREETING: signal('hard', 5, 'wishes, which promote the image of the sender (CPCE L.34-5)'),
  SHOP_EVENT: signal('hard', 5, 'an invitation to an event of the sender'),
  NEW_RANGE: signal('hard', 5, 'a new collection, menu, shop or product'),
  WIN_BACK: signal('hard', 5, 'asks a former customer to come back'),
  ELIGIBLE: signal('hard', 5, 'a product announced as granted in advance'),
  UPSELL: signal('hard', 5, 'asks to add, change to or treat oneself to something'),
  CONSENT_REQUEST: signal('hard', 5, 'asks for consent to adverts'),
  PREMIUM_NUMBER: signal('hard', 5, 'asks to text or call a premium number (CPCE L.34-5)'),
  POLITICAL: signal('hard', 5, 'asks for a vote or support'),
  CHARITY: signal('hard', 5, 'asks for a donation'),
  RECRUITING: signal('hard', 5, 'offers a job, a franchise or a training'),
  SCARCE: signal('hard', 4, 'few are left, or only for a short time'),
  ESTATE: signal('hard', 5, 'a property for sale, or a valuation to win a mandate'),
  STUDY: signal('hard', 5, 'a market study or an opinion poll'),
  UNRELATED: signal(
    'hard',
    5,
    'calls on somebody, and nothing says which order, appointment or other relation it is about',
  ),
  SELLING_LINK: signal('hard', 3, 'a link to an offer, or one that tracks a campaign'),
  DISGUISED_WORD: signal('hard', 5, 'a selling word with letters swapped, spaced or mixed from other scripts'),
  SELLING_WORD: signal('soft', 2, 'a word that adverts use'),
  CALL_TO_BUY: signal('soft', 3, 'asks to buy, book, call or visit'),
  OUR_PRODUCT: signal('soft', 3, 'goods of the sender, put forward'),
  GOODS: signal('soft', 3, 'goods, in a sentence that states no fact and names no transaction'),
  SLOGAN: signal('soft', 3, 'speaks as adverts do'),
  PRICE: signal('soft', 3, 'a price that is no bill'),
  RATE: signal('soft', 3, 'an interest rate put forward'),
  STYLE: signal('soft', 1, 'many capitals, double exclamation marks or selling emoji'),
  SHORTENER: signal('soft', 2, 'a public link shortener'),
  FOREIGN_LINK: signal('doubt', 2, 'a link whose host is not registered for the account'),
  SERVICE_ADVICE: signal('doubt', 3, 'advice on a service to have done, perhaps due under a contract'),
  NEW_FEATURE: signal('doubt', 3, 'something new in a service the person has'),
  RENEWAL_PRICE: signal('doubt', 3, 'a price to keep what the person has'),
  NO_RELATION: signal('doubt', 3, 'nothing says which order, appointment or other relation it is about'),
  OFFER_WORDS: signal(
    'soft',
    0,
    'words that stand in adverts more often than elsewhere; weight: the log-odds that they add',
  ),
  RELATION_WORDS: signal('soft', 0, 'words that stand in adverts less often; weight: the log-odds that they take'),
  UNKNOWN_WORDS: signal('doubt', 3, 'most of its words are in no language that the reader was trained in'),
  TRANSACTION: signal('soft', -2, 'its sentence is about a transaction, which outweighs soft signals'),
} as const satisfies Record<string, { kind: SignalKind; weight: number; meaning: string }>;

export type SignalCode = keyof typeof SIGNALS;

export interface Signal {
  code: SignalCode;
  weight: number;
  /** The words of the text, in plain form: lower case, no accents. */
  evidence: string;
}

/** Points at which what the rules found would be an advert, or doubtful, if nothing else spoke. */
export const MARKETING_POINTS = 5;
export const REVIEW_POINTS = 3;

/** From this certainty on, in percent, an informative text is refused. Both by the curve of docs/reading-texts.md. */
export const REFUSE_FROM = 90;
/** Certainty from which a person must decide. */
export const ASK_FROM = 25;
