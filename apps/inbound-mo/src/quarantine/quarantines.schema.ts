import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';

const quarantine = z
  .strictObject({
    moId: z.string().describe('ID of the MO, whose content and number are not returned.'),
    why: z
      .enum(['part', 'opt-out', 'undecided', 'unreadable'])
      .describe(
        '`part`: segments of the text are missing. `opt-out`: classified as an opt-out that suppression has not yet recorded. `undecided`: possibly an opt-out, waiting for a decision (`/v1/unclassified-replies`). `unreadable`: moved to the dead letters of `inbound-mo.received.v1`.',
      ),
    code: z.string().exactOptional().describe('Short code to which the reply was sent.'),
    replyId: z.string().exactOptional().describe('ID of the opt-out reply, or of the reply to decide.'),
    receivedAt: z.iso.datetime(),
    state: z.enum(['open', 'ended']),
    ended: z
      .strictObject({ by: z.string(), reason: z.string(), at: z.iso.datetime() })
      .exactOptional()
      .describe('Who ended the quarantine, when and why. Quarantines that end automatically are no longer listed.'),
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
