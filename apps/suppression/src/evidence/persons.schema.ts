import { answer } from '@stopsms/http';
import { z } from 'zod';
import { OPT_OUT_CAUSES } from '../opt-outs/opt-out-cause';
import { ADVERTISER_ID, AT, EPISODE_ID } from '../http-parts/examples';

const at = z.iso.datetime();
const optOut = z.strictObject({
  scope: z.string().describe('Scope of the opt-out: an advertiser, one of its streams, or * for all.'),
  state: z.enum(['out', 'back']),
  episodeId: z.string(),
  source: z.string().describe('Origin of the opt-out.'),
  evidenceId: z.string(),
  since: at,
});
const change = z.strictObject({
  change: z.string(),
  scope: z.string(),
  source: z.string(),
  evidenceId: z.string(),
  reason: z.string().nullable().describe('Reason in English, or in the words of the person who recorded it.'),
  cause: z
    .strictObject({
      code: z.enum(OPT_OUT_CAUSES),
      tier: z.string().exactOptional().describe('Certainty of the classification of the reply.'),
      word: z.string().exactOptional().describe('Keyword recognised in the reply.'),
      source: z.string().exactOptional().describe('Reporter of the complaint.'),
      operator: z.string().exactOptional(),
      remark: z.string().exactOptional().describe('Remark in the list of the other platform.'),
    })
    .nullable()
    .describe('The same reason as a code with its values. Null if a person wrote the reason.'),
  by: z.string().nullable(),
  document: z.unknown().describe('Document on which a named person lifted the opt-out.'),
  at,
  recordedAt: at,
});
const complaint = z.looseObject({
  id: z.string(),
  source: z.string(),
  sender: z.string(),
  receivedAt: at,
  state: z.string(),
});
const erasure = z.looseObject({ id: z.string(), kind: z.string(), scope: z.string(), requestedBy: z.string(), at });

export class PersonStatusAnswer extends answer(
  z
    .strictObject({
      optOuts: z.array(optOut),
      changes: z.array(change).describe('All opt-out changes, latest first.'),
      complaints: z.array(complaint),
      erasures: z.array(erasure),
      number: z
        .looseObject({ state: z.string(), explanation: z.string() })
        .describe('State of the number according to delivery receipts.'),
    })
    .meta({ id: 'PersonStatus' }),
  {
    optOuts: [
      { scope: ADVERTISER_ID, state: 'out', episodeId: EPISODE_ID, source: 'sms', evidenceId: EPISODE_ID, since: AT },
    ],
    changes: [],
    complaints: [],
    erasures: [],
    number: { state: 'no-failure-known', explanation: 'No failed delivery speaks against this number.' },
  },
) {}
