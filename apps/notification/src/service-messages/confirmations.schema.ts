import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';

const AT = '2026-11-25T10:00:00.000Z';
const ADVERTISER_ID = '019aaa10-0000-7000-8000-000000000001';

const confirmation = z
  .strictObject({
    messageId: z.string(),
    kind: z.string(),
    episodeIds: z.array(z.string()).describe('Opt-outs that the message confirms.'),
    advertiserIds: z.array(z.string()),
    sender: z.string(),
    text: z.string().exactOptional().describe('Text of the message. Absent after an erasure.'),
    state: z.string(),
    stateAt: instantAnswer,
    code: z.string().exactOptional().describe('Reason code of the dispatcher.'),
    at: instantAnswer,
    scheduledFor: instantAnswer.exactOptional(),
  })
  .meta({ id: 'Confirmation' });

export class ConfirmationsAnswer extends answer(pageAnswer(confirmation), {
  items: [
    {
      messageId: '019aaa10-0000-7000-8000-00000000000b',
      kind: 'confirmation',
      episodeIds: ['019aaa10-0000-7000-8000-000000000008'],
      advertiserIds: [ADVERTISER_ID],
      sender: '36180',
      text: 'Lorane : c’est note, vous ne recevrez plus de publicite par SMS.',
      state: 'submitted',
      stateAt: AT,
      at: AT,
    },
  ],
}) {}
