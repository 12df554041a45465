import { vendor } from '../contract/vendor';
import { vonageAccount, vonageAdapter } from './adapter';
import { vonageCallbacks } from './callbacks';
import { vonageWords } from './words';

export const vonage = vendor({
  name: 'vonage',
  baseUrl: 'https://rest.nexmo.com',
  account: vonageAccount,
  secrets: ['apiSecret'],
  capabilities: {
    maxBatch: 1,
    mention: ['ours'],
    // Opt-Out Assist answers STOP, in the USA and Canada, and only where support enabled it.
    confirmation: 'ours',
    validity: 'honoured',
  },
  adapter: vonageAdapter,
  callbacks: vonageCallbacks,
  words: vonageWords,
});
