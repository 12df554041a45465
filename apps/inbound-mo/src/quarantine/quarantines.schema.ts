import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';

const quarantine = z
  .strictObject({
    moId: z.string().describe('id of the MO; neither its content nor its number is shown'),
    why: z
      .enum(['part', 'opt-out', 'undecided', 'unreadable'])
      .describe(
        '`part`: its text is not whole yet; `opt-out`: read as a request to stop that suppression has not recorded yet; `undecided`: it may ask to stop, and waits for a decision (`/v1/unread-replies`); `unreadable`: it went to the dead letters of `inbound-mo.received.v1`',
      ),
    code: z.string().exactOptional().describe('short code texted'),
    replyId: z.string().exactOptional().describe('of an opt-out, or the reply to decide'),
    receivedAt: z.iso.datetime(),
    state: z.enum(['open', 'ended']),
    ended: z
      .strictObject({ by: z.string(), reason: z.string(), at: z.iso.datetime() })
      .exactOptional()
      .describe('by a person; what ends by itself is listed no more'),
  })
  .meta({ id: 'Quarantine' });

const OPEN = {
  moId: '019aaa10-0000-7000-8000-00000000000d',
  why: 'unreadable' as const,
  code: '36180',
  receivedAt: '2026-11-25T10:00:00.000Z',
  state: 'open' as const,
};
const ENDED = {
  by: 'anne',
  reason: 'asked the operator: it was an empty text',
  at: '2026-11-25T14:00:00.000Z',
};

export class QuarantineAnswer extends answer(quarantine, { ...OPEN, state: 'ended', ended: ENDED }) {}
export class QuarantinesAnswer extends answer(pageAnswer(quarantine), { items: [OPEN] }) {}
