import { Router } from 'express';
import { z } from 'zod';
import type { Behaviour } from '../domain/behaviour';
import { parsed } from './problem';

const rate = z.number().min(0).max(1);
const milliseconds = z.number().int().min(0).max(86_400_000);
const range = z
  .strictObject({ min: milliseconds, max: milliseconds })
  .refine(({ min, max }) => min <= max, 'min is above max');

const failure = z.strictObject({
  stat: z.enum(['EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD', 'UNKNOWN']),
  err: z.string().regex(/^\d{1,3}$/, 'not 1 to 3 digits'),
});

const NOT_AN_OBJECT = 'send a JSON object of the fields to change, with Content-Type: application/json';

const CHANGE = z
  .strictObject(
    {
      receiptDelayMs: range,
      submitDelayMs: milliseconds,
      withholdResponses: z.boolean(),
      throttleRate: rate,
      queueFullRate: rate,
      errorRate: rate,
      errorStatus: z.number().int().min(1).max(0xffffffff),
      undeliverableRate: rate,
      undeliverable: z.record(z.string().regex(/^\+[1-9]\d{6,14}$/, 'not a number in E.164'), failure),
      receiptBeforeResponse: z.boolean(),
      dropConnectionAfter: z.number().int().min(1).nullable(),
      noResponseRate: rate,
      repeatDeliverRate: rate,
      refuseBinds: z.boolean(),
      deliverWindow: z.number().int().min(1).max(10_000),
      deliverTimeoutMs: milliseconds.min(1),
      retryDelayMs: range,
      failAfterTakingRate: rate,
      unknownStateRate: rate,
      wrongSignatureRate: rate,
      answersStop: z.boolean(),
      altersText: z.boolean(),
    } satisfies Record<keyof Behaviour, z.ZodType>,
    { error: ({ code }) => (code === 'invalid_type' ? NOT_AN_OBJECT : undefined) },
  )
  .partial();

/** PUT changes the fields it names and answers with all of them; a map is replaced whole. */
export function behaviourRoutes(behaviour: () => Behaviour, behave: (change: Partial<Behaviour>) => void): Router {
  const router = Router();

  router.get('/behaviour', (_request, response) => {
    response.json(behaviour());
  });

  router.put('/behaviour', (request, response) => {
    behave(parsed(CHANGE, request.body, 'behaviour') as Partial<Behaviour>);
    response.json(behaviour());
  });

  return router;
}
