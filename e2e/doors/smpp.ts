import { ForeignEsme } from '@stopsms/testing';
import type { Door } from './sender-system';

/** Account of a system over SMPP. */
export const smppEntry = (account: string): object => ({
  smpp: { systemId: account, passwordFrom: 'DOOR_PASSWORD', tls: 'optional' },
});

/** SMPP client of jSMPP. */
export const smpp: Door = {
  name: 'smpp',
  delivered: 'DELIVRD 000',
  optedOut: 'UNDELIV 900',
  senderNotYours: 'UNDELIV 956',
  entryOf: smppEntry,
  open: async (account, { smppPort, password }) => {
    const esme = await ForeignEsme.start(smppPort, account, password);
    return {
      send: ({ to, text, from = '' }) => esme.submit({ from, to, text }),
      outcomeOf: (name) => esme.receiptOf(name),
      replies: () => esme.replies().map(({ from, text }) => ({ from: `+${from}`, text })),
      stop: () => esme.stop(),
    };
  },
};
