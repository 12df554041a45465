import { vendor } from '../contract/vendor';
import { twilioAccount, twilioAdapter } from './adapter';
import { twilioCallbacks } from './callbacks';
import { twilioInbox } from './inbox';
import { twilioWords } from './words';

export const twilio = vendor({
  name: 'twilio',
  baseUrl: 'https://api.twilio.com',
  account: twilioAccount,
  secrets: ['authToken', 'apiKeySecret'],
  capabilities: {
    maxBatch: 1,
    mention: ['ours'],
    // Long codes and toll-free numbers answer STOP themselves, in English; nothing turns that off but their support.
    confirmation: 'provider',
    validity: 'honoured',
  },
  adapter: twilioAdapter,
  callbacks: twilioCallbacks,
  words: twilioWords,
  inbox: twilioInbox,
});
