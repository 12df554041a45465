import { fieldsOf, itemsOf, textOf } from '../contract/answers';
import { type MakeInbox, instantOf } from '../contract/inbox';
import { type TwilioAccount, authorizationOf } from './adapter';
import { replyOf } from './callbacks';

const PAGE_SIZE = 1_000;
const DATE = 10;

/** Replies among the messages to each of our numbers, from a day on: the list takes dates, no times. */
export const twilioInbox: MakeInbox<TwilioAccount> = ({ account }) => {
  const list = `/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
  const request = (path: string) => () => ({
    method: 'GET' as const,
    path,
    headers: { accept: 'application/json', authorization: authorizationOf(account) },
  });
  return {
    areCallbacksUndated: true,
    first: (since, codes) =>
      codes.map((code) => {
        const day = new Date(since).toISOString().slice(0, DATE);
        return request(`${list}?To=${encodeURIComponent(code)}&DateSent%3E=${day}&PageSize=${PAGE_SIZE}`);
      }),
    read: (json, since) => {
      const { messages, next_page_uri: next } = fieldsOf(json);
      if (!Array.isArray(messages)) throw new Error('no messages');
      const parsed = itemsOf(messages)
        .filter(({ direction }) => direction === 'inbound')
        .map(({ sid, from, to, body, date_sent: sentAt }) => {
          const { replies, skipped } = replyOf({ MessageSid: sid, From: from, To: to, Body: body });
          const at = instantOf(sentAt);
          return { skipped, replies: replies.map((reply) => ({ ...reply, ...(at !== undefined && { at }) })) };
        });
      const path = textOf(next);
      return {
        replies: parsed.flatMap(({ replies }) => replies).filter(({ at = since }) => at >= since),
        unreadable: parsed.flatMap(({ skipped }) => skipped).length,
        // Another path would receive the credentials.
        further: path?.startsWith(`${list}?`) ? [request(path)] : [],
      };
    },
  };
};
