import type { Role } from '../words/role';

/** Roles that negate. */
export const AGAINST: ReadonlySet<Role> = new Set<Role>(['neg', 'no', 'nothing', 'plus', 'refuse']);
/** Roles that may occur between "not" and the verb it negates: "ne veux surtout pas vous [arrêter]", "keine SMS mehr [schicken]". */
export const NEGATION_REACHES_OVER: ReadonlySet<Role> = new Set<Role>([
  'me',
  'want',
  'can',
  'cannot',
  'must',
  'ask',
  'prep',
  'intens',
  'self',
  'you',
  'i',
  'it',
  'article',
  'plus',
  'more',
  'aux',
  'ours',
  'promo',
  'yours',
  'these',
  'no',
  'nothing',
  'neg',
  'receive',
  'polite',
  'refuse',
  'spam',
]);
