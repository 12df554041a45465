import { MAX_CAPPED_ADVERTS, MAX_CAPPED_HOURS } from '@stopsms/contracts';
import { nameField, wordsField } from '@stopsms/http';
import { SENDER_NAME, SENDER_NAME_FORM, segment } from '@stopsms/kernel';
import { z } from 'zod';
import { linkHostFault } from './link-host.rule';
import { country, uuid } from '../http-parts/request-fields';
import { sendingHours } from './sending-hours';

// What creating and changing an advertiser have in common.

/** A short code, or a number of the US or Canada, from which companies text there. */
const CODE = /^(?:\d{3,6}|\+1\d{10})$/;
/** A scheme, or a path behind a host: what a link that leads elsewhere needs, `bit.ly/x` as well. */
const LINK = /:\/\/|[a-z0-9]\.[a-z]{2,}\/\S/i;
/** So that it fits one part beside the words around it and a legal name of 20 characters. */
const MAX_CONTACT_LENGTH = 90;

/** Name of a sender; the rule pack of each country lists the permitted symbols (docs/law/mention.md#codes-and-senders). */
export const senderName = z.string().max(11).regex(SENDER_NAME, `must be ${SENDER_NAME_FORM}`);
export const code = z.string().regex(CODE, 'must be 3 to 6 digits, or +1 and 10 digits');

/** Operator, as PROVIDERS_FILE names it; the dispatcher alone reads that file. */
export const providerName = z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -');

const contact = nameField(MAX_CONTACT_LENGTH)
  .refine((value) => segment(value).encoding === 'GSM-7', {
    error: ({ input }) => `must be in the GSM-7 alphabet, so without ${unprintable(String(input))}`,
  })
  .refine((value) => !LINK.test(value), 'must be an address, a phone number or a mail address, not a link')
  .describe('Answer to CONTACT, e.g. 10 rue Exemple, 75002 Paris. Tel 01 99 00 12 34.');

/** More than there are in ISO 3166. */
const MAX_COUNTRIES = 300;
/** So that every sum stays a whole number of JavaScript and of PostgreSQL. */
const MAX_MESSAGES = 1_000_000_000_000;

const limitOf = (when: string) =>
  z.int().min(0).max(MAX_MESSAGES).describe(`Maximum number of messages sent ${when}; 0 sends none.`).exactOptional();

const quotas = z
  .strictObject({
    messagesPerDay: limitOf('on one day, UTC'),
    messagesPerMonth: limitOf('in one month, UTC'),
  })
  .refine((given) => Object.keys(given).length > 0, 'must have messagesPerDay, messagesPerMonth or both')
  .describe(
    'Messages above a quota are refused (QUOTA_EXCEEDED). `GET /v1/advertisers/:id/quotas` of compliance returns the usage.',
  );

/** Enough for an hour, a day, a week and a month, twice. */
const MAX_CAPS = 8;

const frequencyCaps = z
  .array(
    z.strictObject({
      adverts: z
        .int()
        .min(1)
        .max(MAX_CAPPED_ADVERTS)
        .describe('Maximum number of adverts of the advertiser to one recipient.'),
      hours: z
        .int()
        .min(1)
        .max(MAX_CAPPED_HOURS)
        .describe('Length of the period in hours. It is a rolling period, not from midnight to midnight.'),
    }),
  )
  .min(1, 'must have at least one cap; null takes them away')
  .max(MAX_CAPS)
  .describe(
    'Maximum number of adverts of the advertiser, across its campaigns, that one recipient receives. An advert above a cap is refused (CAP_REACHED). Each cap applies in addition to the law of the recipient’s country.',
  );

const countries = z
  .array(country)
  .min(1, 'must name at least one country; to let nothing leave, set quotas to 0')
  .max(MAX_COUNTRIES)
  .transform((given) => [...new Set(given)])
  .describe(
    'Countries to whose numbers messages may be sent; messages to others are refused (COUNTRY_NOT_ALLOWED). FR includes its overseas regions.',
  );

function refuseHost(host: string, context: z.RefinementCtx): void {
  const message = linkHostFault(host);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
}

/** Each as it is when an advertiser is created. */
export const advertiserFields = {
  name: nameField(100).describe('Name by which recipients know the advertiser.'),
  sender: senderName.describe('Sender ID of messages that name none. It is approved in the advertiser’s own country.'),
  codes: z
    .array(code)
    .max(50)
    .describe('Short codes that texts of this account may show. The `shortCode` is always one of them.'),
  linkHosts: z
    .array(z.string().toLowerCase().max(253).superRefine(refuseHost))
    .max(50)
    .describe('Hosts of the account’s unsubscribe links. A host on which no link could work is refused.'),
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .describe('URL that receives opt-outs by webhook.'),
  sendingHours,
  contact,
  quotas,
  frequencyCaps,
  countries,
};

export const registration = nameField(40).describe(
  'Registration number of the legal entity, including check digits: SIREN, SIRET or VAT number in France, VAT number elsewhere in the EU.',
);

/** Decision of a person if another account seems to be of the same legal entity (409 `legal-entity-known`). */
export const entityDecision = {
  sameEntityAs: uuid('an advertiser id')
    .describe(
      'ID of another account of the same legal entity. An opt-out from one account of a legal entity applies to all of them.',
    )
    .exactOptional(),
  separateEntity: z
    .strictObject({
      reason: wordsField(500).describe(
        'Reason why it is another legal entity; recorded with the name of the person who decided.',
      ),
    })
    .describe(
      'Separates the account from a legal entity, or from one that it was joined to. Recipients who opted out while the accounts were joined stay opted out of both.',
    )
    .exactOptional(),
};

export function refuseBoth(
  { sameEntityAs, separateEntity }: { sameEntityAs?: string; separateEntity?: object },
  context: z.RefinementCtx,
): void {
  if (sameEntityAs === undefined || separateEntity === undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['separateEntity'],
    message: 'goes with no sameEntityAs: give one of the two',
  });
}

const unprintable = (text: string): string =>
  [...new Set(text)].filter((character) => segment(character).encoding !== 'GSM-7').join(' ');
