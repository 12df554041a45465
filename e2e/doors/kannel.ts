import { randomUUID } from 'node:crypto';
import type { Door } from './sender-system';
import { repliesAt, repliesEntry } from './webhook';

/** Program that sends through Kannel's sendsms. */
export const kannel: Door = {
  name: 'kannel',
  delivered: '1 stat:DELIVRD',
  optedOut: '16 stat:refused err:OPTED_OUT',
  senderNotYours: '16 stat:refused err:SENDER_NOT_YOURS',
  entryOf: (account, { receiver }) => ({
    kannel: { username: account, passwordFrom: 'DOOR_SECRET' },
    webhook: repliesEntry(account, receiver),
  }),
  open: async (account, { url, secret, receiver }) => ({
    send: async ({ to, text, from }) => {
      const name = randomUUID();
      const asked = new URLSearchParams({
        ...{ username: account, password: secret, to, text, charset: 'UTF-8' },
        ...(from !== undefined && { from }),
        ...{ 'dlr-mask': '31', 'dlr-url': receiver.url(`/${account}/dlr/${name}?status=%d&why=%A`) },
      });
      const answer = await fetch(`${url}/cgi-bin/sendsms`, { method: 'POST', body: asked });
      if (answer.status !== 202) throw new Error(`sendsms answered ${answer.status}: ${await answer.text()}`);
      return name;
    },
    outcomeOf: (name) => {
      const [called] = receiver.under(`/${account}/dlr/${name}`);
      const { searchParams } = new URL(called?.path ?? '/', receiver.url('/'));
      // The decision or the dispatcher stops an advert after a STOP, whichever learns of it first.
      const why = searchParams.get('why')?.replace('stat:blocked err:OPTED_OUT', 'stat:refused err:OPTED_OUT');
      return called && `${searchParams.get('status')} ${why}`;
    },
    replies: () => repliesAt(account, receiver),
    stop: async () => undefined,
  }),
};
