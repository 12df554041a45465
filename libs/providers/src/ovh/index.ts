import { vendor } from '../contract/vendor';
import { ovhAccount, ovhAdapter } from './adapter';
import { ovhCallbacks } from './callbacks';
import { ovhInbox } from './inbox';
import { ovhWords } from './words';

export const ovh = vendor({
  name: 'ovh',
  baseUrl: 'https://eu.api.ovh.com',
  account: ovhAccount,
  secrets: ['applicationKey', 'applicationSecret', 'consumerKey'],
  capabilities: {
    maxBatch: 1,
    mention: ['ours', 'append'],
    // " STOP " and a code of five digits.
    appends: 11,
    confirmation: 'ours',
    validity: 'honoured',
    lookupForMs: 24 * 3_600_000,
  },
  adapter: ovhAdapter,
  callbacks: ovhCallbacks,
  words: ovhWords,
  inbox: ovhInbox,
});
