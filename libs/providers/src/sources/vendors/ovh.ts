import { type OvhAccount, ovhAccount, signed } from '../../ovh/adapter';
import { z } from 'zod';
import type { SourceVendor } from '../source-vendor';

// `GET /sms/{serviceName}/blacklists` answers the identifiers of the account's STOP list, all at once and without dates; the identifier is
// taken for the number, as the entry behind it has the same.
const answer = z.array(z.string());

/** STOP list of an OVHcloud SMS account. */
export const ovh: SourceVendor<OvhAccount> = {
  account: ovhAccount,
  secrets: ['applicationSecret', 'consumerKey'],
  baseUrl: 'https://eu.api.ovh.com',
  list: {
    request: (account, baseUrl, _, now) =>
      signed({ account, baseUrl, now: () => now }, 'GET', `/1.0/sms/${account.serviceName}/blacklists`),
    read: (json) => ({ listed: answer.parse(json).map((number) => ({ number })) }),
  },
};
