import type { RunningStack } from '@stopsms/local-stack';
import { get, post } from './api';

export interface Received {
  from: string;
  text: string;
  at: string;
  messageId: string;
}

/** What the person holding this phone sees, in order. */
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
