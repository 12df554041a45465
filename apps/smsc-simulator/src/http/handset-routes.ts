import { Router } from 'express';
import { z } from 'zod';
import type { Handsets, NumberedMessage } from '../domain/handsets';
import type { Reply } from '../smpp/replies';
import type { Journal } from '../state/journal';
import { Problem, parsed } from './problem';

/** Number with country code, with or without plus, 7 to 15 digits. */
const HANDSET = z
  .string()
  .regex(/^\+?[1-9]\d{6,14}$/, 'not a number in E.164; write it like +33639980012')
  .transform((value) => `+${value.replace('+', '')}`);

const REPLY = z.object(
  {
    to: z
      .string('give the code or number to text, as a string')
      .regex(
        /^(\d{3,8}|\+[1-9]\d{6,14})$/,
        'not a code of 3 to 8 digits nor a number in E.164; nobody can text a name',
      ),
    text: z.string('give the text as a string; it may be empty'),
  },
  'send a JSON object {to, text} with Content-Type: application/json',
);

const PAGE = z.object({
  since: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1_000),
});

/** Channel of the operator for texts that handsets write. */
export interface ReplySender {
  send(message: { from: string; to: string; text: string }): Promise<Reply>;
  after(since: number, limit: number): (Reply & { sequence: number })[];
}

const instant = (ms: number): string => new Date(ms).toISOString();

/** Handsets, and the lists that checkers page through: `since` is the last sequence seen. */
export function handsetRoutes(handsets: Handsets, replies: ReplySender, journal: Journal | undefined): Router {
  const router = Router();

  router.get('/handsets/:e164/messages', (request, response) => {
    const e164 = parsed(HANDSET, request.params.e164, 'handset');
    response.json(handsets.messagesOf(e164).map(shown));
  });

  router.post('/handsets/:e164/reply', async (request, response) => {
    const from = parsed(HANDSET, request.params.e164, 'handset');
    const { id, at } = await send(replies, { from, ...parsed(REPLY, request.body, 'reply') });
    response.status(202).json({ id, at: instant(at) });
  });

  router.delete('/handsets', async (_request, response) => {
    await journal?.append({ kind: 'handsets-cleared' });
    handsets.clear();
    response.status(204).end();
  });

  router.get('/messages', (request, response) => {
    const { since, limit } = parsed(PAGE, request.query, 'query');
    response.json(handsets.after(since, limit).map(shown));
  });

  router.get('/replies', (request, response) => {
    const { since, limit } = parsed(PAGE, request.query, 'query');
    response.json(replies.after(since, limit).map(sent));
  });

  return router;
}

async function send(replies: ReplySender, message: { from: string; to: string; text: string }): Promise<Reply> {
  try {
    return await replies.send(message);
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(422, 'Text too long', error.message);
    throw error;
  }
}

function shown({ at, begunAt, validUntil, ...message }: NumberedMessage) {
  return {
    ...message,
    at: instant(at),
    ...(begunAt !== undefined && { begunAt: instant(begunAt) }),
    ...(validUntil !== undefined && { validUntil: instant(validUntil) }),
  };
}

function sent({ at, sentAt, acknowledgedAt, ...reply }: Reply) {
  return {
    ...reply,
    at: instant(at),
    sentAt: sentAt === null ? null : instant(sentAt),
    acknowledgedAt: acknowledgedAt === null ? null : instant(acknowledgedAt),
  };
}
