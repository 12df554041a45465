import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startKannel, workspaceRoot } from '@stopsms/local-stack';
import { type Door, isPlain } from './sender-system';
import { smppEntry } from './smpp';

const WINDOW = 50;

/** The `kannel.conf` of the page. */
function printedConfiguration(): string {
  const page = readFileSync(join(workspaceRoot(), 'docs/doors/smpp.md'), 'utf8');
  const [, printed] = /^A whole `kannel.conf`[\s\S]*?^```\n([\s\S]*?)^```/m.exec(page) ?? [];
  if (printed === undefined) throw new Error('docs/doors/smpp.md prints no kannel.conf');
  return printed;
}

/** Kannel (`bearerbox` and `smsbox` on the PATH) with the configuration of docs/doors/smpp.md, in front of the door for SMPP. */
export const kannelEsme: Door = {
  name: 'bearerbox',
  delivered: '1',
  optedOut: '2 stat:UNDELIV err:900',
  senderNotYours: '2 stat:UNDELIV err:956',
  entryOf: smppEntry,
  open: async (account, { smppPort: port, password, receiver }, sender) => {
    const replyUrl = receiver.url(`/${account}/mo?from=%p&text=%a`);
    const smsc = { port, systemId: account, password };
    const kannel = await startKannel({
      smsc,
      window: WINDOW,
      store: 'spool',
      replyUrl,
      printed: printedConfiguration(),
    });
    return {
      send: async ({ to, text, from = sender }) => {
        const name = randomUUID();
        const asked = new URLSearchParams({
          ...{ to, text, from, charset: 'UTF-8', coding: isPlain(text) ? '0' : '2' },
          ...{ 'dlr-mask': '19', 'dlr-url': receiver.url(`/${account}/dlr/${name}?status=%d&why=%A`) },
        });
        const answer = await fetch(`${kannel.sendsmsUrl}&${asked.toString()}`);
        if (answer.status !== 202) throw new Error(`smsbox answered ${answer.status}: ${await answer.text()}`);
        return name;
      },
      outcomeOf: (name) => {
        const [called] = receiver.under(`/${account}/dlr/${name}`);
        const { searchParams } = new URL(called?.path ?? '/', receiver.url('/'));
        const [status, why = ''] = [searchParams.get('status'), searchParams.get('why') ?? ''];
        const [words] = /stat:UNDELIV err:\d+/.exec(why) ?? [];
        return called && (status === '1' ? '1' : `${status} ${words ?? why}`);
      },
      replies: () =>
        receiver.under(`/${account}/mo`).map(({ path }) => {
          const { searchParams } = new URL(path, receiver.url('/'));
          return { from: searchParams.get('from') ?? '', text: searchParams.get('text') ?? '' };
        }),
      stop: () => kannel.stop(),
    };
  },
};
