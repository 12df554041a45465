import { fieldsOf, itemsOf } from '../contract/answers';
import type { MakeInbox } from '../contract/inbox';
import type { InfobipAccount } from './adapter';
import { replyOf } from './callbacks';

const LIMIT = 1_000;

/** Replies that Infobip still holds: it returns each once. */
export const infobipInbox: MakeInbox<InfobipAccount> = ({ account }) => {
  const request = () => ({
    method: 'GET' as const,
    path: `/sms/1/inbox/reports?limit=${LIMIT}`,
    headers: { accept: 'application/json', authorization: `App ${account.apiKey}` },
  });
  return {
    isEmptiedByReading: true,
    first: () => [request],
    read: (json) => {
      const { results } = fieldsOf(json);
      if (!Array.isArray(results)) throw new Error('no results');
      const parsed = itemsOf(results).map(replyOf);
      return {
        replies: parsed.flatMap(({ replies }) => replies),
        unreadable: parsed.flatMap(({ skipped }) => skipped).length,
        further: results.length >= LIMIT ? [request] : [],
      };
    },
  };
};
