import { vendor } from '../contract/vendor';
import { sinchAccount, sinchAdapter } from './adapter';
import { sinchCallbacks } from './callbacks';
import { sinchWords } from './words';

/** Other regions have a base URL of their own: us, au, br and ca. */
export const sinch = vendor({
  name: 'sinch',
  baseUrl: 'https://eu.sms.api.sinch.com',
  account: sinchAccount,
  secrets: ['apiToken'],
  capabilities: {
    maxBatch: 1,
    mention: ['ours'],
    confirmation: 'ours',
    validity: 'honoured',
    lookupForMs: 24 * 3_600_000,
  },
  adapter: sinchAdapter,
  callbacks: sinchCallbacks,
  words: sinchWords,
});
