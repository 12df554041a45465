import { ENFORCEMENT_LEVELS } from '@stopsms/contracts';
import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, MESSAGE_ID } from '../../http-parts/examples';

const code = z.string().describe('reason code, docs/reason-codes.md');
const verdict = z.enum(['refused', 'held']);
const OBSERVING = ['observe', 'stop-only'] as const;

export class ObservedAnswer extends answer(
  z.strictObject({
    advertiserId: z.guid(),
    enforcement: z.strictObject({
      level: z.enum(ENFORCEMENT_LEVELS),
      since: z.iso.datetime().nullable().describe('when it was set or renewed; null of full'),
      endsAt: z.iso.datetime().nullable().describe('from when adverts are refused unless it is renewed or raised'),
      isOver: z.boolean().describe('it was not renewed: adverts are refused (OBSERVE_EXPIRED)'),
    }),
    days: z
      .array(
        z.strictObject({
          day: z.iso.date().describe('UTC'),
          cleared: z.int().describe('messages that were cleared that day'),
          reasons: z
            .array(z.strictObject({ code, verdict, messages: z.int() }))
            .describe('messages among them that full enforcement would have refused or held, by the decisive reason'),
        }),
      )
      .describe('latest first'),
  }),
  {
    advertiserId: ADVERTISER_ID,
    enforcement: { level: 'observe', since: AT, endsAt: '2027-02-23T10:00:00.000Z', isOver: false },
    days: [
      {
        day: '2026-11-25',
        cleared: 15_320,
        reasons: [
          { code: 'CONSENT_MISSING', verdict: 'refused', messages: 4_012 },
          { code: 'WINDOW_CLOSED', verdict: 'held', messages: 260 },
        ],
      },
    ],
  },
) {}

export class ObservedMessagesAnswer extends answer(
  pageAnswer(
    z.strictObject({
      messageId: z.guid(),
      campaignId: z.guid().nullable(),
      at: instantAnswer,
      level: z.enum(OBSERVING),
      verdict,
      code,
      codes: z.array(z.string()).describe('all reasons, the decisive one first'),
    }),
  ),
  {
    items: [
      {
        messageId: MESSAGE_ID,
        campaignId: null,
        at: AT,
        level: 'observe' as const,
        verdict: 'refused' as const,
        code: 'CONSENT_MISSING',
        codes: ['CONSENT_MISSING', 'WINDOW_CLOSED'],
      },
    ],
  },
) {}
