import { vendor } from '../contract/vendor';
import { awsAccount, awsAdapter } from './adapter';
import { awsCallbacks } from './callbacks';
import { awsWords } from './words';

/** Each region has a base URL of its own. */
export const aws = vendor({
  name: 'aws',
  account: awsAccount,
  secrets: ['secretAccessKey'],
  capabilities: {
    maxBatch: 1,
    mention: ['ours'],
    // It answers the words that opt out, unless the number is set to self-managed opt-outs.
    confirmation: 'provider',
    validity: 'honoured',
  },
  adapter: awsAdapter,
  callbacks: awsCallbacks,
  words: awsWords,
});
