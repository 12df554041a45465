import type { ReceiptState } from '@stopsms/smpp';
import type { ReceiptContent } from '../deliveries/delivery';

/** Code of a long text whose parts did not all arrive. */
export const PARTS_MISSING = 'PARTS_MISSING';

/** `err` of receipts by reason code: docs/doors/smpp.md. A number never changes its meaning, and is not used again. */
export const ERRORS: Readonly<Record<string, number>> = {
  OPTED_OUT: 900,
  CONSENT_MISSING: 901,
  CONSENT_WITHDRAWN: 902,
  CONSENT_EXPIRED: 903,
  CONSENT_BASIS_INVALID: 904,
  NUMBER_INVALID: 905,
  NUMBER_SUSPENDED: 906,
  CAP_REACHED: 907,
  QUOTA_EXCEEDED: 908,
  COUNTRY_NOT_ALLOWED: 909,
  PHONE_EMPTY: 910,
  PHONE_NOT_A_NUMBER: 911,
  PHONE_TOO_SHORT: 912,
  PHONE_TOO_LONG: 913,
  PHONE_LANDLINE: 914,
  PHONE_NOT_MOBILE: 915,
  PHONE_EXCEL_MANGLED: 916,
  PHONE_UNKNOWN_COUNTRY: 917,
  FICTION_NUMBER: 918,
  MENTION_MISSING: 920,
  MENTION_AMBIGUOUS: 921,
  MENTION_CODE_LENGTH: 922,
  MENTION_CODE_NOT_ASSIGNED: 923,
  MENTION_CODE_RANGE: 924,
  MENTION_CODE_UNREACHABLE: 925,
  MENTION_LINK_HOST: 926,
  MENTION_LINK_NOT_HTTPS: 927,
  MENTION_LINK_TOKEN: 928,
  MENTION_LINK_UNLABELLED: 929,
  MENTION_NOT_LAST: 930,
  MENTION_NO_CODE: 931,
  MENTION_NO_SEPARATOR: 932,
  MENTION_OBFUSCATED: 933,
  MENTION_ON_INFORMATIVE: 934,
  MENTION_PLACEHOLDER: 935,
  MENTION_TRUNCATED: 936,
  TEXT_EMPTY: 940,
  TEXT_TOO_LONG: 941,
  TEXT_CONTROL_CHARACTER: 942,
  TEXT_LONE_SURROGATE: 943,
  CATEGORY_PROMOTIONAL: 944,
  CATEGORY_DOUBTFUL: 945,
  CATEGORY_TOO_LOOSE: 946,
  REVIEW_NEEDED: 947,
  REVIEW_REFUSED: 948,
  SECTOR_BANNED: 949,
  SECTOR_NEEDS_PACK: 950,
  PACK_MISSING: 951,
  SENDER_INVALID: 955,
  SENDER_NOT_YOURS: 956,
  SENDER_UNREGISTERED: 957,
  SENDER_NAME_UNREACHABLE: 958,
  SENDER_NOT_ENABLED: 959,
  CODE_NOT_FOR_ADVERTS: 960,
  ADVERTISER_UNNAMED: 961,
  ADVERTISER_UNKNOWN: 962,
  OBSERVE_EXPIRED: 963,
  WINDOW_NEVER_OPENS: 965,
  EXPIRED: 966,
  CAMPAIGN_CANCELLED: 967,
  OPERATOR_REJECTED: 970,
  UNSENDABLE: 971,
  [PARTS_MISSING]: 972,
  OUTCOME_UNKNOWN: 973,
  PARTLY_SUBMITTED: 974,
  INVALID_REQUEST: 980,
  UNDECIDABLE: 981,
  PUBLISHER_NOT_ALLOWED: 982,
};

/** `err` of a reason that has no number yet. */
const OTHER_REASON = 999;

const STATES: Readonly<Record<ReceiptContent['stage'], ReceiptState>> = {
  accepted: 'ACCEPTD',
  held: 'ACCEPTD',
  submitted: 'ENROUTE',
  unknown: 'UNKNOWN',
  refused: 'UNDELIV',
  blocked: 'UNDELIV',
  rejected: 'REJECTD',
  expired: 'EXPIRED',
  delivered: 'DELIVRD',
  failed: 'UNDELIV',
};
const FINAL: readonly ReceiptState[] = ['DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD', 'UNKNOWN'];

/** State of a receipt: the operator's where there is one. */
export const stateOf = ({ stage, stat }: Pick<ReceiptContent, 'stage' | 'stat'>): ReceiptState =>
  FINAL.find((state) => state === stat) ?? STATES[stage];

/** `err`, three digits: the operator's own where it reported one, ours for a reason of the platform, 000 for none. */
export function errorOf({ stage, code, error }: Pick<ReceiptContent, 'stage' | 'code' | 'error'>): string {
  if (error !== undefined && /^[\w-]{1,8}$/.test(error)) return error.padStart(3, '0');
  if (code === undefined) return stage === 'delivered' || stage === 'failed' ? '000' : String(OTHER_REASON);
  return String(ERRORS[code] ?? OTHER_REASON);
}
