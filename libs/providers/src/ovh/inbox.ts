import { fieldsOf, idOf, textOf } from '../contract/answers';
import { type InboxPage, type MakeInbox, instantOf } from '../contract/inbox';
import { type OvhAccount, signed } from './adapter';

/** Replies of the account: a list of ids, then a request for each. Its entries have no code, and callbacks may have neither id nor date. */
export const ovhInbox: MakeInbox<OvhAccount> = (settings) => {
  const root = `/1.0/sms/${settings.account.serviceName}/incoming`;
  return {
    isMatchedByText: true,
    first: (since) => {
      const from = encodeURIComponent(new Date(since).toISOString());
      return [() => signed(settings, 'GET', `${root}?creationDatetime.from=${from}`)];
    },
    read: (json) => {
      if (!Array.isArray(json)) return entryOf(fieldsOf(json));
      const ids = json.map((id: unknown) => idOf(id));
      if (ids.some((id) => id === undefined || !/^\d+$/.test(id))) throw new Error('no list of ids');
      return { replies: [], unreadable: 0, further: ids.map((id) => () => signed(settings, 'GET', `${root}/${id}`)) };
    },
  };
};

function entryOf(entry: Record<string, unknown>): InboxPage {
  const [id, from, text] = [idOf(entry['id']), textOf(entry['sender']), entry['message']];
  if (id === undefined) throw new Error('no id');
  if (from === undefined || typeof text !== 'string') return { replies: [], unreadable: 1, further: [] };
  const at = instantOf(entry['creationDatetime']);
  return { replies: [{ id, from, text, ...(at !== undefined && { at }) }], unreadable: 0, further: [] };
}
