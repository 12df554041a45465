import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, EPISODE_ID } from '../http-parts/examples';

const words = z.array(z.string());

export class ErasureAnswer extends answer(
  z.strictObject({
    id: z.string(),
    scope: z.string(),
    optOut: z.enum(['begun', 'was there before']),
    earlier: z
      .strictObject({
        id: z.string(),
        at: z.iso.datetime(),
        isRepeated: z
          .boolean()
          .describe(
            'True if the opt-out of the earlier erasure is still in force and `id` is its ID. False if the person has returned and this is a new erasure.',
          ),
      })
      .exactOptional()
      .describe('Latest erasure with the same `requestId`. Absent for the first.'),
    kept: words,
    why: z.string(),
    lift: z.string(),
  }),
  {
    id: EPISODE_ID,
    scope: ADVERTISER_ID,
    optOut: 'begun',
    kept: ['keyed hash of the number', 'scope', 'date', 'source'],
    why: 'The law asks that an objection be honoured.',
    lift: 'The person’s own START by SMS, once a consent given later is on record, or nothing but the person’s written insistence that the opt-out itself be forgotten: POST /v1/erasures/complete.',
  },
) {}

export class ForgottenAnswer extends answer(
  z.strictObject({
    id: z.string(),
    scopes: z.int().describe('Number of deleted opt-outs.'),
    effect: z.string(),
    kept: words,
    why: z.string(),
  }),
  {
    id: EPISODE_ID,
    scopes: 1,
    effect: 'The number is as unknown: without a new consent no advert reaches it.',
    kept: ['that it was done, when, by whom and why', 'where the written insistence is kept'],
    why: 'That this was asked for must be provable.',
  },
) {}

const erasure = z
  .strictObject({
    id: z.string(),
    kind: z
      .enum(['erased', 'forgotten'])
      .describe('`forgotten` if the opt-out was deleted as well, on a written request.'),
    scope: z.string().describe('Advertiser to which the request was addressed, or * for the platform.'),
    requestedBy: z.string(),
    reason: z.string(),
    document: z.string().exactOptional().describe('File or address of the written request.'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Erasure' });

export class ErasuresAnswer extends answer(pageAnswer(erasure), {
  items: [
    { id: EPISODE_ID, kind: 'erased', scope: '*', requestedBy: 'anne', reason: 'asked by letter, letter-12', at: AT },
  ],
}) {}
