import { ENFORCEMENT_LEVELS } from '@stopsms/contracts';
import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, MESSAGE_ID } from '../../http-parts/examples';

const code = z.string().describe('Reason code; see docs/reason-codes.md.');
const verdict = z.enum(['refused', 'held']);
const OBSERVING = ['observe', 'stop-only'] as const;

export class ObservedAnswer extends answer(
  z.strictObject({
    advertiserId: z.guid(),
    enforcement: z.strictObject({
      level: z.enum(ENFORCEMENT_LEVELS),
      since: z.iso.datetime().nullable().describe('Time at which the level was set or renewed; null for `full`.'),
      endsAt: z.iso
        .datetime()
        .nullable()
        .describe('Time from which adverts are refused unless the level is renewed or raised.'),
      isOver: z
        .boolean()
        .describe('True if the level was not renewed in time, so that adverts are refused (OBSERVE_EXPIRED).'),
    }),
    days: z
      .array(
        z.strictObject({
          day: z.iso.date().describe('Day, UTC.'),
          cleared: z.int().describe('Number of messages cleared on that day.'),
          reasons: z
            .array(z.strictObject({ code, verdict, messages: z.int() }))
            .describe('Cleared messages that full enforcement would have refused or held, by the decisive reason.'),
        }),
      )
      .describe('Days, latest first.'),
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
      codes: z.array(z.string()).describe('All reason codes, the decisive one first.'),
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
