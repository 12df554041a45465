import { ERRORS as AWS_ERRORS, REASONS, STATES as AWS_STATES } from '../aws/words';
import { eventWordOf } from '../brevo/callbacks';
import { EVENTS } from '../brevo/words';
import type { WordTable } from '../contract/vendor-words';
import { STATES as INFOBIP_STATES } from '../infobip/words';
import { ERRORS as SINCH_ERRORS, STATES as SINCH_STATES } from '../sinch/words';
import { STATES as TWILIO_STATES } from '../twilio/words';
import { STATUSES } from '../vonage/words';
import packages from './words.json';

// Words of the vendors' own packages, recorded by libs/providers/record-package-words.mjs. A word of a new version that no table has fails
// here, before an account meets it.

interface Comparison {
  vendor: string;
  list: string;
  table: WordTable<string>;
  /** Word as the adapter looks it up. */
  asRead?: (word: string) => string | undefined;
  /** Words that no receipt or answer of ours has. */
  others?: RegExp;
}

const lower = (word: string) => word.toLowerCase();
/** Reasons of other operations than `SendTextMessage`, or of requests that the adapter does not make. */
const OTHER_OPERATIONS =
  /^(?:CREATE_|DELETION_|DISASSOCIATE_|DISCARD_|EDIT_|EVENT_DESTINATION|KEYWORD|LAST_|NOTIFY_|OPT_OUT_LIST|PHONE_NUMBER_|PHONE_NUMBERS_|POOL|PROTECT_|RCS_|REGISTRATION|RESOURCE_(?:ALREADY|DELETION|MODIFICATION|NOT_ACCESSIBLE|NOT_EMPTY)|SELF_MANAGED|SENDER_ID_ASSOCIATED|SENDER_IDS_|SUBMIT_|TWO_WAY|VERIFICATION|VERIFIED_|ASSOCIATIONS_|CONFIGURATION_SETS_|DAILY_|ORIGINATION_|TAGS_|MONTHLY_SPEND_LIMIT_REACHED_FOR_(?:MEDIA|NOTIFY|RCS|VOICE)|ATTACHMENT_|CANNOT_ADD_|CHANNEL_NOT|INVALID_(?:ARN|FILTER|NEXT|REGISTRATION)|MEDIA_|REQUESTED_|UNKNOWN_|VOICE_)/;
/** Reasons that name a fault of the request alone; they are of class `other`. */
const REQUEST_FAULTS =
  /^(?:CANNOT_PARSE|FIELD_VALIDATION_FAILED|INVALID_PARAMETER|INVALID_REQUEST|MISSING_PARAMETER|OTHER|PARAMETERS_|UNSPECIFIED_)/;
const ofAws = new RegExp(`${OTHER_OPERATIONS.source}|${REQUEST_FAULTS.source}`);

const COMPARISONS: readonly Comparison[] = [
  { vendor: 'vonage', list: 'statuses', table: STATUSES },
  { vendor: 'sinch', list: 'states', table: SINCH_STATES, asRead: lower },
  { vendor: 'sinch', list: 'codes', table: SINCH_ERRORS },
  { vendor: 'infobip', list: 'groups', table: INFOBIP_STATES },
  { vendor: 'brevo', list: 'events', table: EVENTS, asRead: eventWordOf },
  // Of messages to us.
  { vendor: 'twilio', list: 'states', table: TWILIO_STATES, others: /^receiv(?:ing|ed)$/ },
  { vendor: 'aws', list: 'events', table: AWS_STATES, others: /^(?:MEDIA|RCS|VOICE)_|^(?:TEXT_)?ALL$/ },
  ...['access', 'conflicts', 'quotas', 'validations'].map((list) => ({
    ...{ vendor: 'aws', list, table: REASONS, others: ofAws },
  })),
];

const wordsFrom = ({ vendor, list }: Comparison): string[] => {
  const lists: Record<string, string[] | undefined> = packages.find((each) => each.vendor === vendor)?.lists ?? {};
  return lists[list] ?? [];
};

test('each word of the packages is in a table of its adapter', () => {
  const missing = COMPARISONS.flatMap((each) => {
    const words = wordsFrom(each).filter((word) => !each.others?.test(word));
    expect(words.length).toBeGreaterThan(0);
    const unlisted = words.filter((word) => each.table.get((each.asRead ?? String)(word)) === undefined);
    return unlisted.map((word) => `${each.vendor} ${each.list}: ${word}`);
  });
  expect(missing).toEqual([]);
});

test('each word whose source is a package is in it', () => {
  const invented = COMPARISONS.flatMap((each) => {
    const names = packages.filter(({ vendor }) => vendor === each.vendor).map(({ name }) => name);
    // The tables of AWS have words of several lists.
    const same = COMPARISONS.filter(({ table }) => table === each.table);
    const words = new Set(same.flatMap((one) => wordsFrom(one).map((word) => (each.asRead ?? String)(word))));
    const claimed = each.table.words.filter(({ source }) => names.some((name) => source.title.startsWith(name)));
    return claimed.filter(({ word }) => !words.has(word)).map(({ word }) => `${each.vendor} ${each.list}: ${word}`);
  });
  expect(invented).toEqual([]);
});

test('errors of AWS are events of failures', () => {
  for (const { word } of AWS_ERRORS.words) expect(AWS_STATES.get(word)).toMatch(/REJECTD|UNDELIV/);
});
