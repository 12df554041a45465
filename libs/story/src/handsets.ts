import type { RunningStack } from '@stopsms/local-stack';
import { get, post } from './api';

export interface Received {
  from: string;
  text: string;
  at: string;
  messageId: string;
}

/** Messages on this handset from the senders of one run, in order. */
export const inboxOf = async (
  stack: RunningStack,
  { senders }: { senders: string[] },
  e164: string,
): Promise<Received[]> => (await inbox(stack, e164)).filter(({ from }) => senders.includes(from));

/** Messages on this handset, in order. */
export const inbox = (stack: RunningStack, e164: string): Promise<Received[]> =>
  get<Received[]>(`${stack.simulator.url}/handsets/${encodeURIComponent(e164)}/messages`);

/** The person answers. Returns the instant the operator sent it on, epoch ms. */
export async function reply(stack: RunningStack, e164: string, to: string, text: string): Promise<number> {
  const { at } = await post<{ at: string }>(`${stack.simulator.url}/handsets/${encodeURIComponent(e164)}/reply`, {
    to,
    text,
  });
  return Date.parse(at);
}

/** Counters of the operator that change while messages are in progress. */
export async function operatorActivity({ simulator }: RunningStack): Promise<string> {
  const { submits, receipts, mos } = await get<{ submits: number; receipts: object; mos: object }>(
    `${simulator.url}/stats`,
  );
  return JSON.stringify({ submits, receipts, mos });
}
