import { type Jasmin, startJasmin } from '@stopsms/local-stack';
import { type Door, isPlain } from './sender-system';
import { smppEntry } from './smpp';

/** Answer without which Jasmin calls again. */
const ACKNOWLEDGED = 'ACK/Jasmin';
/** Level of a receipt from the handset; 1 is the response to the submit. */
const TERMINAL = '2';

/** Only one Jasmin runs on a machine: the accounts share it, each with its own connector. */
let shared: { jasmin: Promise<Jasmin>; users: number } | undefined;

function take(): Promise<Jasmin> {
  shared ??= { jasmin: startJasmin(), users: 0 };
  shared.users += 1;
  return shared.jasmin;
}

async function giveBack(): Promise<void> {
  if (!shared || (shared.users -= 1) > 0) return;
  const { jasmin } = shared;
  shared = undefined;
  // One that did not start has nothing to stop.
  await jasmin.then(
    (running) => running.stop(),
    () => undefined,
  );
}

/**
 * Jasmin (`jasmind.py` on the PATH, 0.11.0) in front of the door for SMPP, asked by its HTTP API. It asks for the receipt of the last
 * part of a long text and looks it up by the id of the first, and forgets that one was asked for once the text is throttled.
 */
export const jasminEsme: Door = {
  name: 'jasmin',
  delivered: 'DELIVRD 000',
  optedOut: 'UNDELIV 900',
  senderNotYours: 'UNDELIV 956',
  losesReceipts: true,
  entryOf: smppEntry,
  open: async (account, { smppPort: port, password, receiver }, sender) => {
    const [receipts, replies] = [`/${account}/dlr`, `/${account}/mo`];
    const fieldsAt = (path: string) => receiver.on(path).map(({ body }) => new URLSearchParams(body));
    const replyUrl = receiver.urlAnswering(replies, ACKNOWLEDGED);
    const dlrUrl = receiver.urlAnswering(receipts, ACKNOWLEDGED);
    const jasmin = await take();
    try {
      await jasmin.connect({ id: account, smsc: { port, systemId: account, password }, replyUrl });
    } catch (error) {
      await giveBack();
      throw error;
    }
    return {
      send: async ({ to, text, from = sender }) => {
        const content = isPlain(text)
          ? { coding: '0', content: text }
          : { coding: '8', 'hex-content': Buffer.from(text, 'utf16le').swap16().toString('hex') };
        const receipt = { dlr: 'yes', 'dlr-url': dlrUrl, 'dlr-level': '3', 'dlr-method': 'POST' };
        const body = new URLSearchParams({ to, from, ...content, ...receipt });
        const answer = await fetch(`${jasmin.sendUrl(account)}&${body.toString()}`);
        const said = await answer.text();
        const [, name] = /^Success "(.+)"$/.exec(said) ?? [];
        if (name === undefined) throw new Error(`Jasmin answered ${answer.status}: ${said}`);
        return name;
      },
      outcomeOf: (name) => {
        const receipt = fieldsAt(receipts).find(
          (fields) => fields.get('id') === name && fields.get('level') === TERMINAL,
        );
        return receipt && `${receipt.get('message_status')} ${receipt.get('err')}`;
      },
      replies: () =>
        fieldsAt(replies).map((fields) => ({ from: `+${fields.get('from')}`, text: fields.get('content') ?? '' })),
      stop: giveBack,
    };
  },
};
