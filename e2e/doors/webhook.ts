import { randomUUID } from 'node:crypto';
import type { Receiver } from '@stopsms/testing';
import type { Door } from './sender-system';

const REPLIES = 'reply';
const AUTH = { kind: 'bearer', secretFrom: 'DOOR_SECRET' };

/** Entry that returns replies to a system whose own door has no form for them. */
export const repliesEntry = (account: string, receiver: Receiver): object => ({
  auth: AUTH,
  request: { to: 'to', text: 'text' },
  callback: callbackOf(account, receiver),
});

const callbackOf = (account: string, receiver: Receiver): object => ({
  url: receiver.url(`/${account}/webhook`),
  secretFrom: 'DOOR_SIGNING',
  reply: { kind: REPLIES, from: '{{from}}', text: '{{text}}' },
});

type Body = Record<string, string>;

const bodiesAt = (account: string, receiver: Receiver): Body[] =>
  receiver.under(`/${account}/webhook`).map(({ body }) => JSON.parse(body) as Body);

export const repliesAt = (account: string, receiver: Receiver): { from: string; text: string }[] =>
  bodiesAt(account, receiver).flatMap(({ kind, from = '', text = '' }) => (kind === REPLIES ? [{ from, text }] : []));

export const webhook: Door = {
  name: 'webhook',
  delivered: 'DELIVERED',
  optedOut: 'REJECTED OPTED_OUT',
  senderNotYours: 'REJECTED SENDER_NOT_YOURS',
  entryOf: (account, { receiver }) => ({
    webhook: {
      auth: AUTH,
      request: { to: 'to', text: 'message.text', sender: 'from', reference: 'id' },
      callback: {
        ...callbackOf(account, receiver),
        receipt: { id: '{{reference}}', status: '{{status}}', reason: '{{code}}' },
        statuses: { delivered: 'DELIVERED', refused: 'REJECTED', blocked: 'REJECTED' },
      },
    },
  }),
  open: async (account, { url, secret, receiver }) => ({
    send: async ({ to, text, from }) => {
      const id = randomUUID();
      const answer = await fetch(`${url}/v1/door/${account}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify({ id, to, message: { text }, from }),
      });
      if (answer.status !== 202) throw new Error(`The webhook door answered ${answer.status}: ${await answer.text()}`);
      return id;
    },
    outcomeOf: (name) => {
      const receipt = bodiesAt(account, receiver).find(({ id }) => id === name);
      return receipt && `${receipt['status']} ${receipt['reason'] ?? ''}`.trim();
    },
    replies: () => repliesAt(account, receiver),
    stop: async () => undefined,
  }),
};
