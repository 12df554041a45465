import { vendor } from '../contract/vendor';
import { brevoAccount, brevoAdapter } from './adapter';
import { brevoCallbacks } from './callbacks';
import { brevoWords } from './words';

export const brevo = vendor({
  name: 'brevo',
  baseUrl: 'https://api.brevo.com',
  account: brevoAccount,
  secrets: ['apiKey'],
  capabilities: {
    maxBatch: 1,
    mention: ['ours', 'append'],
    // \" STOP \" and a code of five digits.
    appends: 11,
    // It blocks the contact and confirms that by itself.
    confirmation: 'provider',
    // It delays adverts to France from 22:00 to 8:00, on Sundays and on public holidays.
    validity: 'none',
    holdsHours: true,
    lookupForMs: 24 * 3_600_000,
  },
  adapter: brevoAdapter,
  callbacks: brevoCallbacks,
  words: brevoWords,
});
