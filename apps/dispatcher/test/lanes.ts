import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type NotificationMessage, type Position, notificationMessages } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { type Bed, advertiserId } from './bed';

interface View {
  entries: number;
  ready: boolean;
  heartbeatAgeMs: number;
  offsets: Record<string, string>;
}

/** Functions of tests of the lanes. @param service - the dispatcher that has the view, which a test may replace */
export function lanesOf(bed: () => Bed, service: () => RunningService) {
  const view = async () => (await fetch(`${service().url}/v1/view`)).json() as Promise<View>;
  return {
    view,
    statusesOf: (messageId: string) =>
      bed()
        .of(messageId)
        .map(({ status }) => status),

    /** Adverts and opt-outs have a consumer each: an advert sent right after an opt-out may overtake it. */
    viewPasses: (positions: Position[]) =>
      eventually('the view has it', async () => {
        const { offsets } = await view();
        return positions.every(({ partition, offset }) => BigInt(offsets[partition] ?? 0) > BigInt(offset));
      }),

    async confirmation(to: string, after?: Position, expiresAt = Date.now() + 3_600_000, sender = '36180') {
      const recipientKey = keys.keyOf(to);
      const message: NotificationMessage = {
        messageId: randomUUID(),
        kind: 'confirmation',
        advertiserId,
        recipientKey,
        to,
        text: "Lorane : c'est noté, vous ne recevrez plus de SMS publicitaires de notre part.",
        sender,
        ...(after && { after }),
        expiresAt,
        at: Date.now(),
      };
      await bed().put(notificationMessages, [{ key: recipientKey, value: message }]);
      return message;
    },
  };
}
