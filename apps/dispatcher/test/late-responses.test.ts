import type { RunningService } from '@stopsms/bootstrap';
import {
  type ClearedMessage,
  type MessageStatus,
  type NotificationMessage,
  type ServiceStatus,
  clearedInformative,
  clearedMarketing,
  notificationMessages,
  serviceStatus,
} from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { dispatchKey } from '../src/messages/dispatchable';
import { RememberedOutcomes } from '../src/messages/remembered-outcomes';
import { Bed } from './bed';
import { lanesOf } from './lanes';
import { ServiceLane } from './service-lane';
import { statsOf } from './two-operators';

// The operator responds over the same connection, after the messages were published as unknown.

const LONG_TEXT = `Lorane : -30% samedi. ${'Toute la boutique. '.repeat(10)}STOP 36180`;
const REFUSED = 0x0b;

let bed: Bed;
let lane: ServiceLane;
let service: RunningService;
let listed: Seen<ServiceStatus>[];
const { confirmation, statusesOf } = lanesOf(
  () => bed,
  () => service,
);

beforeAll(async () => {
  bed = await Bed.make();
  listed = await bed.collect<ServiceStatus>(serviceStatus);
  lane = await ServiceLane.of(bed);
  service = await bed.startReady();
});
afterAll(() => bed.end());

/** Puts messages on the lane of each; those to one handset arrive in order. */
async function send(...messages: (ClearedMessage | NotificationMessage)[]): Promise<void> {
  for (const value of messages) {
    const topic = !('category' in value)
      ? notificationMessages
      : value.category === 'marketing'
        ? clearedMarketing
        : clearedInformative;
    await bed.put(topic, [{ key: value.recipientKey, value }]);
  }
}
const informative = (to?: string) =>
  bed.cleared({ category: 'informative', scopes: ['*'], text: 'Votre colis arrive demain.', ...(to && { to }) });
const submits = async () => (await statsOf(bed.operator)).submits;

test('a late response settles an unknown message of any lane, once, and nothing is sent again', async () => {
  await bed.behave({ withholdResponses: true, errorRate: 1, errorStatus: REFUSED });
  const before = await submits();
  const [refused, known] = [bed.cleared(), bed.cleared()];
  await send(refused, known);
  await eventually('the operator refuses both, without a response', async () => (await submits()) === before + 2);
  await bed.behave({ errorRate: 0 });
  const [advert, long] = [bed.cleared(), bed.cleared({ text: LONG_TEXT })];
  const [parcel, answer] = [informative(), lane.answer()];
  await send(advert, long, parcel, answer);
  const confirmed = await confirmation(bed.nextHandset());
  const settled = [advert, parcel, answer, confirmed];
  const all = [...settled, refused, known, long];
  for (const { messageId } of all) {
    expect(await bed.ends(messageId)).toMatchObject({ status: 'unknown', code: 'OUTCOME_UNKNOWN' });
  }
  // It was settled otherwise meanwhile.
  const otherwise: MessageStatus = { ...(await bed.ends(known.messageId)), status: 'submitted' };
  service.get(RememberedOutcomes).set(dispatchKey(known), otherwise, true);

  await bed.behave({ withholdResponses: false });
  await eventually('each has the outcome of its response', () =>
    [...settled, refused].every(({ messageId }) => statusesOf(messageId).length > 1),
  );
  for (const { messageId, to } of settled) {
    const [text] = (await bed.inbox(to)) as { messageId?: string }[];
    expect(bed.last(messageId)).toMatchObject({ status: 'submitted', smscIds: [text?.messageId], parts: 1 });
    expect(bed.last(messageId)).not.toHaveProperty('code');
  }
  expect(bed.last(refused.messageId)).toMatchObject({ status: 'rejected', code: 'OPERATOR_REJECTED' });
  await eventually('notification has the outcomes of its messages', () =>
    [answer, confirmed].every(({ messageId }) =>
      listed.some(({ value }) => value.messageId === messageId && value.status === 'submitted'),
    ),
  );
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toMatch(/stopsms_provider_late_responses_total\{[^}]*outcome="rejected"[^}]*\} 2/);

  // Their records arrive once more, with another one behind each.
  const behind = all.map((each) =>
    !('category' in each)
      ? lane.answerBehind(each)
      : each.category === 'marketing'
        ? bed.cleared({ to: each.to })
        : informative(each.to),
  );
  await send(...all, ...behind);
  for (const { messageId } of behind) expect((await bed.ends(messageId)).status).toBe('submitted');
  expect(await submits()).toBe(before + all.length + behind.length);
  expect(all.map(({ messageId }) => statusesOf(messageId).join())).toEqual([
    ...settled.map(() => 'unknown,submitted'),
    'unknown,rejected',
    'unknown',
    // Only its first part was written, so the text is on no handset.
    'unknown',
  ]);
  await service.close();
});
