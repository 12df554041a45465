import { answer } from '@stopsms/http';
import { z } from 'zod';
import { OPT_OUT_CAUSES } from '../opt-outs/opt-out-cause';
import { ADVERTISER_ID, AT, EPISODE_ID } from '../http-parts/examples';

const at = z.iso.datetime();
const optOut = z.strictObject({
  scope: z.string().describe('an advertiser, one stream of it, or * for all'),
  state: z.enum(['out', 'back']),
  episodeId: z.string(),
  source: z.string().describe('how it came about'),
  evidenceId: z.string(),
  since: at,
});
const change = z.strictObject({
  change: z.string(),
  scope: z.string(),
  source: z.string(),
  evidenceId: z.string(),
  reason: z.string().nullable().describe('in English, or as a person wrote it'),
  cause: z
    .strictObject({
      code: z.enum(OPT_OUT_CAUSES),
      tier: z.string().exactOptional().describe('how sure the reply was read'),
      word: z.string().exactOptional().describe('word that was recognised in the reply'),
      source: z.string().exactOptional().describe('who reported the complaint'),
      operator: z.string().exactOptional(),
      remark: z.string().exactOptional().describe('what the other platform noted'),
    })
    .nullable()
    .describe('the same reason as a code with its values; null where a person wrote it'),
  by: z.string().nullable(),
  document: z.unknown().describe('by which a named person lifted it'),
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
      changes: z.array(change).describe('every request, latest first'),
      complaints: z.array(complaint),
      erasures: z.array(erasure),
      number: z.looseObject({ state: z.string(), explanation: z.string() }).describe('its state by receipts'),
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
