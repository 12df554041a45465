import { z } from 'zod';
import { authorizationOf } from '../../twilio/adapter';
import type { SourceVendor } from '../source-vendor';

const account = z
  .strictObject({
    accountSid: z.string().regex(/^AC[0-9a-fA-F]{32}$/, 'must be AC and 32 hexadecimal digits'),
    authToken: z.string().min(1).optional(),
    apiKey: z.string().min(1).optional(),
    apiKeySecret: z.string().min(1).optional(),
    /** Messaging service or number for which the opt-out holds; Twilio has none for a whole account. */
    senderId: z.string().regex(/^(MG[0-9a-fA-F]{32}|\+\d{7,15}|\d{3,6})$/, 'must be MG and 32 digits, or a number'),
  })
  .refine(
    ({ authToken, apiKey, apiKeySecret }) =>
      authToken !== undefined || (apiKey !== undefined && apiKeySecret !== undefined),
    'must have authTokenFrom, or apiKey with apiKeySecretFrom',
  );
const answer = z.object({
  items: z.array(z.object({ error_code: z.union([z.number(), z.string()]).nullish() })).length(1),
});

/**
 * Twilio's Consent Management API, which is a pilot: accounts with the Compliance Toolkit have it. It shows no opt-outs, so nothing is
 * lifted: the person's own STOP to Twilio would be lifted too.
 */
export const twilio: SourceVendor<z.output<typeof account>> = {
  account,
  secrets: ['authToken', 'apiKeySecret'],
  baseUrl: 'https://accounts.twilio.com',
  push: {
    canLift: false,
    first: (of, { id, number, at }) => ({
      request: {
        ...{ method: 'POST', path: '/v1/Consents/Bulk' },
        headers: {
          ...{ accept: 'application/json', authorization: authorizationOf(of) },
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          Items: JSON.stringify({
            ...{ contact_id: number, correlation_id: id.replaceAll('-', ''), sender_id: of.senderId },
            ...{ status: 'opt-out', source: 'others', date_of_consent: new Date(at).toISOString() },
          }),
        }).toString(),
      },
      accepted: [200, 201],
      read: ({ json }) => {
        const [item] = answer.parse(json).items;
        // Others are errors of this item, of a call that has status 200.
        if (Number(item?.error_code ?? 0) !== 0) throw new Error('not taken');
        return 'done';
      },
    }),
  },
};
