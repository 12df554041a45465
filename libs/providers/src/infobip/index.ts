import { vendor } from '../contract/vendor';
import { MAX_BATCH, infobipAccount, infobipAdapter } from './adapter';
import { infobipCallbacks } from './callbacks';
import { infobipInbox } from './inbox';
import { infobipWords } from './words';

/** Each account has its own base URL, e.g. `https://xyz123.api.infobip.com`. */
export const infobip = vendor({
  name: 'infobip',
  account: infobipAccount,
  secrets: ['apiKey'],
  capabilities: {
    maxBatch: MAX_BATCH,
    mention: ['ours'],
    confirmation: 'ours',
    validity: 'honoured',
    lookupForMs: 48 * 3_600_000,
  },
  adapter: infobipAdapter,
  callbacks: infobipCallbacks,
  words: infobipWords,
  inbox: infobipInbox,
});
