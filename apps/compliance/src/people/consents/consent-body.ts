import { bodyDto, instantField, nameField, unlessThere, uuidField, wordsField } from '@stopsms/http';
import { deniesInText } from '@stopsms/kernel';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { BASES } from './consent';
import { ADVERTISER_ID, AT, PHONE } from '../../http-parts/examples';

// What a provable consent is made of (docs/law/consent.md#what-a-record-holds). A record that lacks some of it is refused,
// and each lack is named.

/** Fields that a basis requires besides those of every record. */
const CONDITIONS: Record<(typeof BASES)[number], readonly string[]> = {
  consent: [],
  soft_opt_in: ['collectedDuring', 'similarProducts', 'refusalOffered'],
  inquiry: ['inquiredAbout'],
  b2b: ['profession', 'informedAtCollection', 'refusalOffered'],
  charity_li: ['informedAtCollection', 'refusalOffered'],
};
const WHY: Record<string, string> = {
  collectedDuring: 'the number must come from the person during a sale or a service',
  similarProducts: 'only adverts for similar products of the same advertiser are covered',
  refusalOffered: 'the person must have been able to refuse, free of charge, when the number was collected',
  informedAtCollection: 'the person must have been informed of the adverts when the number was collected',
  inquiredAbout: 'only what the person asked about of the advertiser’s own offer makes it one',
  profession: 'what the adverts are about must be tied to the profession of the person',
};

/** Fields in which a record of a refusal says so, as in an import. */
const SAID = ['source', 'wording', 'wordingVersion', 'inquiredAbout'] as const;
const DENIED =
  'says no: a refusal is not a consent. Record it with POST /v1/consents/withdrawals, or send the words that the person agreed to';

const held = z.literal(true, { error: 'must be true: the basis does not hold without it' }).optional();

const Body = z
  .object({
    phone: z
      .string(unlessThere('whose consent it is'))
      .trim()
      .min(1)
      .max(100)
      .describe('Phone number in E.164, or national in France.'),
    advertiserId: uuidField('the legal entity that the person agreed to').describe(
      'Legal entity to which the person gave the consent.',
    ),
    grantedAt: instantField('when the person agreed').describe(
      'Time at which the person agreed, not at which the consent is recorded: ISO 8601 with offset, or epoch milliseconds.',
    ),
    source: nameField(200, 'where the person agreed').describe('Source of the consent: form, shop, event.'),
    wording: wordsField(2_000).optional().describe('Full text that the person agreed to.'),
    wordingVersion: nameField(200).optional().describe('Name of a wording that is stored elsewhere.'),
    basis: z.enum(BASES).default('consent'),
    collectedBy: nameField(200).default('api').describe('Holder of the original.'),
    formId: nameField(200).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'must be two letters, e.g. fr')
      .optional(),
    numberVerifiedBy: z.enum(['double-opt-in', 'otp', 'none']).optional(),
    documentHash: nameField(200).optional().describe('Hash of the scan or recording.'),
    collectedDuring: z
      .enum(['sale', 'service'])
      .optional()
      .describe('Required for `soft_opt_in`: whether the number was collected during a sale or a service.'),
    similarProducts: held.describe(
      'Required for `soft_opt_in`: true if the adverts are only for similar products of the advertiser.',
    ),
    refusalOffered: held.describe(
      'Required for `soft_opt_in`, `b2b` and `charity_li`: true if the person could refuse, free of charge, when the number was collected.',
    ),
    informedAtCollection: held.describe(
      'Required for `b2b` and `charity_li`: true if the person was informed of the adverts when the number was collected.',
    ),
    inquiredAbout: nameField(200).optional().describe('Required for `inquiry`: subject of the person’s inquiry.'),
    profession: nameField(200).optional().describe('Required for `b2b`: profession of the person.'),
  })
  .refine(hasWording, {
    path: ['wording'],
    message: 'is missing: what the person agreed to, in full, or its wordingVersion',
    when: () => true,
  })
  .superRefine((body, context) => {
    for (const field of SAID) {
      if (deniesInText(body[field] ?? '')) context.addIssue({ code: 'custom', path: [field], message: DENIED });
    }
    for (const field of CONDITIONS[body.basis]) {
      if (field in body && body[field as keyof typeof body] !== undefined) continue;
      context.addIssue({ code: 'custom', path: [field], message: `is missing with ${body.basis}: ${WHY[field]}` });
    }
  });

/** Asked also of a body that lacks something else, so that one answer names it all. */
function hasWording(body: unknown): boolean {
  const given = typeof body === 'object' && body !== null ? body : {};
  return 'wording' in given || 'wordingVersion' in given;
}

export class PostConsent extends createZodDto(Body) {}

export class PostWithdrawal extends bodyDto(
  z.object({
    phone: z
      .string(unlessThere('whose consent it was'))
      .trim()
      .min(1)
      .max(100)
      .describe('Phone number in E.164, or national in France.'),
    advertiserId: uuidField('whose adverts the person refuses'),
    withdrawnAt: instantField('when the person took the consent back').describe(
      'Time of the withdrawal: ISO 8601 with offset, or epoch milliseconds.',
    ),
    source: nameField(200, 'how: letter, call, shop').describe('Channel of the withdrawal: letter, call, shop.'),
    reason: wordsField(500)
      .default('asked by the person')
      .describe('Reason of the withdrawal, without phone number or message text.'),
  }),
  { phone: PHONE, advertiserId: ADVERTISER_ID, withdrawnAt: AT, source: 'letter' },
) {}

const FACTS = new Set([
  ...['wordingVersion', 'formId', 'language', 'numberVerifiedBy', 'documentHash'],
  ...Object.keys(WHY),
]);

/** Returns the other evidence of the consent, as text. */
export const evidenceOf = (body: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body).flatMap(([field, value]) => (FACTS.has(field) ? [[field, String(value)]] : [])),
  );

/** An imported list is no act of the people on it, in any format (docs/law/opt-outs.md#return). */
export const isImport = ({ source, collectedBy }: { source: string; collectedBy: string }): boolean =>
  [source, collectedBy].some((from) => /^(?:csv|import|address[ _-]?book)/i.test(from));
