import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, CONSENT_ID } from '../../http-parts/examples';

const at = z.iso
  .datetime()
  .describe(
    'Time of the step. For an opt-out from all advertisers, callers that act for one advertiser receive only the day.',
  );
const status = z.enum(['granted', 'withdrawn', 're-granted']);

/** One step in the life of a consent. */
const chain = z.array(
  z.union([
    z.strictObject({ status: z.literal('granted'), at }),
    z.strictObject({ status: z.literal('withdrawn'), at, optOutId: z.string(), scope: z.string() }),
    z.strictObject({ status: z.literal('withdrawn'), at, withdrawalId: z.string() }),
    z.strictObject({ status: z.literal('re-granted'), at, consentId: z.string() }),
    z
      .strictObject({ status: z.literal('re-granted'), at, optOutId: z.string() })
      .describe('Step added when a named person lifted the opt-out.'),
  ]),
);
/** History of a consent. */
export const consentSince = z.strictObject({ id: z.string(), status, chain });

const consent = z
  .strictObject({
    id: z.string(),
    advertiserId: z.string(),
    basis: z.string(),
    grantedAt: z.iso.datetime(),
    source: z.string(),
    wording: z.string(),
    collectedBy: z.string(),
    evidence: z.record(z.string(), z.string()),
    recordedAt: z.iso.datetime(),
    status: status.describe('Current status: that of the last step.'),
    chain: chain.describe('Steps of the consent, latest last.'),
  })
  .meta({ id: 'Consent' });

export class ConsentIdAnswer extends answer(z.strictObject({ id: z.string() }), { id: CONSENT_ID }) {}
export class ConsentsAnswer extends answer(pageAnswer(consent), {
  items: [
    {
      id: CONSENT_ID,
      advertiserId: ADVERTISER_ID,
      basis: 'consent',
      grantedAt: AT,
      source: 'web form /newsletter',
      wording: 'J’accepte de recevoir par SMS les offres de Lorane.',
      collectedBy: 'api',
      evidence: { formId: 'newsletter-7' },
      recordedAt: AT,
      status: 'granted',
      chain: [{ status: 'granted', at: AT }],
    },
  ],
}) {}
