import { answer, instantAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, EPISODE_ID } from '../http-parts/examples';
import { NO_FAILURE, number } from '../numbers/numbers.schema';
import { OUT, optOut } from '../opt-outs/opt-outs.schema';

const BLOCKED = `Blocked since ${AT}: the person answered a text in a way that was read as STOP. It holds for all adverts of Lorane, whatever campaign, list or sender; its informative messages and other advertisers still pass.`;
const LIFT = `Only the person, by texting START to the code of Lorane after ${AT}, where a consent to Lorane is on record. A consent that Lorane reports is kept as evidence and lifts nothing, whatever its date; nor does an import or an API flag. A named person of the platform may lift it, on a document of the recipient’s of after that: POST /v1/opt-outs/lift.`;

export class WhyBlockedAnswer extends answer(
  z.strictObject({
    blocked: z.boolean(),
    explanation: z.string(),
    reasons: z
      .array(z.strictObject({ scope: z.string(), explanation: z.string(), lift: z.string() }))
      .describe('Reasons for the block; current ones before past ones, the widest scope first.'),
    number,
    evidence: z
      .array(
        z.strictObject({
          change: z.string(),
          scope: z.string(),
          source: z.string(),
          evidenceId: z.string(),
          reason: z.string(),
          by: z.string().nullable().describe('Name of the API key or person that recorded it.'),
          document: z
            .strictObject({ kind: z.string(), keptAt: z.string(), at: z.int(), sha256: z.string() })
            .nullable()
            .describe('Document on which a named person lifted the opt-out; `at` in epoch milliseconds.'),
          at: instantAnswer,
          recordedAt: instantAnswer,
        }),
      )
      .optional()
      .describe('Opt-out changes of this recipient that concern the advertiser, latest first.'),
    optOuts: z.array(optOut).optional(),
    lift: z.string().optional().describe('What would lift the block.'),
  }),
  {
    blocked: true,
    explanation: BLOCKED,
    reasons: [{ scope: ADVERTISER_ID, explanation: BLOCKED, lift: LIFT }],
    number: NO_FAILURE,
    evidence: [
      {
        change: 'opted-out',
        scope: ADVERTISER_ID,
        source: 'sms',
        evidenceId: EPISODE_ID,
        reason: 'the keyword "stop" and nothing else',
        by: null,
        document: null,
        at: AT,
        recordedAt: AT,
      },
    ],
    optOuts: [OUT],
    lift: LIFT,
  },
) {}
