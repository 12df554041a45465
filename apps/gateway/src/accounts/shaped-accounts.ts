import { type Complain } from '@stopsms/providers';
import { z } from 'zod';
import { httpSecretIn, variable } from './variables';

/** Part of an account that submits in the form of Twilio's API. */
export interface TwilioAccount {
  accountSid: string;
  /** Authenticates requests, and signs status callbacks. */
  token: string;
}

/** Part of an account that submits in the form of Kannel's sendsms. */
export interface KannelAccount {
  username: string;
  password: string;
}

export const kannelEntry = z.strictObject({
  username: z.string().regex(/^[\x21-\x7e]{1,100}$/, 'must be 1 to 100 printable characters'),
  passwordFrom: variable,
});

export const twilioEntry = z.strictObject({
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 of 0-9 and a-f'),
  tokenFrom: variable,
});

export const twilioOf = (
  { accountSid, tokenFrom }: z.output<typeof twilioEntry>,
  env: NodeJS.ProcessEnv,
  wrong: Complain,
): TwilioAccount => ({ accountSid, token: httpSecretIn(tokenFrom, env, wrong) });

export const kannelOf = (
  { username, passwordFrom }: z.output<typeof kannelEntry>,
  env: NodeJS.ProcessEnv,
  wrong: Complain,
): KannelAccount => ({ username, password: httpSecretIn(passwordFrom, env, wrong) });
