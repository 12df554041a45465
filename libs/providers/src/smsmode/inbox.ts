import { fieldsOf, itemsOf } from '../contract/answers';
import type { MakeInbox } from '../contract/inbox';
import type { SmsmodeAccount } from './adapter';
import { replyOf } from './callbacks';

const PAGE_SIZE = 100;

/** Replies among the messages of the channel. That the list takes `direction` is not documented: other messages in it do not count. */
export const smsmodeInbox: MakeInbox<SmsmodeAccount> = ({ account }) => {
  const page = (number: number) => () => ({
    method: 'GET' as const,
    path: `/sms/v1/messages?direction=MO&page=${number}&pageSize=${PAGE_SIZE}`,
    headers: { accept: 'application/json', 'x-api-key': account.apiKey },
  });
  return {
    first: () => [page(1)],
    read: (json, since, read) => {
      const { items } = fieldsOf(json);
      if (!Array.isArray(items)) throw new Error('no items');
      const parsed = itemsOf(items)
        .filter(({ direction }) => direction === 'MO')
        .map(replyOf);
      const replies = parsed.flatMap((each) => each.replies);
      const isOlder = replies.length > 0 && replies.every(({ at = since }) => at < since);
      return {
        replies: replies.filter(({ at = since }) => at >= since),
        unreadable: parsed.flatMap(({ skipped }) => skipped).length,
        further: items.length === PAGE_SIZE && !isOlder ? [page(read + 1)] : [],
      };
    },
  };
};
