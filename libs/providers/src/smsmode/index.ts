import { vendor } from '../contract/vendor';
import { smsmodeAccount, smsmodeAdapter } from './adapter';
import { smsmodeCallbacks } from './callbacks';
import { smsmodeInbox } from './inbox';
import { smsmodeWords } from './words';

export const smsmode = vendor({
  name: 'smsmode',
  baseUrl: 'https://rest.smsmode.com',
  account: smsmodeAccount,
  secrets: ['apiKey'],
  capabilities: {
    maxBatch: 1,
    mention: ['ours', 'append'],
    // " STOP " and a code of five digits.
    appends: 11,
    confirmation: 'ours',
    validity: 'none',
    // Its list goes back ten days; a message that it has appears within minutes.
    lookupForMs: 60 * 60_000,
  },
  adapter: smsmodeAdapter,
  callbacks: smsmodeCallbacks,
  words: smsmodeWords,
  inbox: smsmodeInbox,
});
