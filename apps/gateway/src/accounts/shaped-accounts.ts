import { type Complain } from '@stopsms/providers';
import { z } from 'zod';
import { httpSecretIn, variable } from './variables';

/** Part of an account that submits in the form of Twilio's API. */
export interface TwilioAccount {
  accountSid: string;
  /** Authenticates requests, and signs status callbacks. */
  token: string;
}

export const twilioEntry = z.strictObject({
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 of 0-9 and a-f'),
  tokenFrom: variable,
});

export const twilioOf = (
  { accountSid, tokenFrom }: z.output<typeof twilioEntry>,
  env: NodeJS.ProcessEnv,
  wrong: Complain,
): TwilioAccount => ({ accountSid, token: httpSecretIn(tokenFrom, env, wrong) });
