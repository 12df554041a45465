import { createHash } from 'node:crypto';
import createClient, { RequestClient, validateRequest } from 'twilio';
import type { Door } from './sender-system';
import { repliesAt, repliesEntry } from './webhook';

/** Client of the package, at another host: docs/doors/twilio.md. */
class AtTheGateway extends RequestClient {
  constructor(private readonly gateway: string) {
    super();
  }

  override request: RequestClient['request'] = (options) =>
    super.request({ ...options, uri: options.uri.replace('https://api.twilio.com', this.gateway) });
}

const sidOf = (account: string): string => `AC${createHash('md5').update(account).digest('hex')}`;

/** Twilio's package, unmodified. A status callback that its `validateRequest` does not accept is none. */
export const twilio: Door = {
  name: 'twilio',
  delivered: 'delivered',
  optedOut: 'failed 21610',
  senderNotYours: 'failed 21606',
  entryOf: (account, { receiver }) => ({
    twilio: { accountSid: sidOf(account), tokenFrom: 'DOOR_SECRET' },
    webhook: repliesEntry(account, receiver),
  }),
  open: async (account, { url, secret, receiver }) => {
    const client = createClient(sidOf(account), secret, { httpClient: new AtTheGateway(url) });
    const path = `/${account}/status`;
    const callbacks = () =>
      receiver.under(path).flatMap(({ headers, body }) => {
        const fields = Object.fromEntries(new URLSearchParams(body));
        const signature = String(headers['x-twilio-signature']);
        return validateRequest(secret, signature, receiver.url(path), fields) ? [fields] : [];
      });
    return {
      send: async ({ to, text, from }) => {
        const message = { to, body: text, statusCallback: receiver.url(path), ...(from !== undefined && { from }) };
        return (await client.messages.create(message)).sid;
      },
      outcomeOf: (name) => {
        const callback = callbacks().find(({ MessageSid }) => MessageSid === name);
        return callback && `${callback['MessageStatus']} ${callback['ErrorCode'] ?? ''}`.trim();
      },
      replies: () => repliesAt(account, receiver),
      stop: async () => undefined,
    };
  },
};
