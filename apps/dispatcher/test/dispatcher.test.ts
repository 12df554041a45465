import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type ClearedMessage,
  type NotificationMessage,
  type Position,
  type ServiceStatus,
  clearedInformative,
  deadLetterOf,
  notificationMessages,
  optOutKey,
  optOuts,
  serviceStatus,
} from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed, MAX_HEARTBEAT_AGE_MS, advertiserId } from './bed';

let bed: Bed;
let service: RunningService;
let listed: Seen<ServiceStatus>[];
const fatal: Error[] = [];

beforeAll(async () => {
  bed = await Bed.make();
  listed = await bed.collect<ServiceStatus>(serviceStatus);
  service = await startDispatcher();
});
afterAll(() => bed.end());
afterEach(() => expect(fatal).toEqual([]));

const startDispatcher = (): Promise<RunningService> => bed.startReady({}, (error) => fatal.push(error));

const statusesOf = (messageId: string) => bed.of(messageId).map(({ status }) => status);
const view = async () =>
  (await fetch(`${service.url}/v1/view`)).json() as Promise<{
    entries: number;
    ready: boolean;
    heartbeatAgeMs: number;
    offsets: Record<string, string>;
  }>;

async function confirmation(to: string, after?: Position, expiresAt = Date.now() + 3_600_000, sender = '36180') {
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
  await bed.put(notificationMessages, [{ key: recipientKey, value: message }]);
  return message;
}

const OPT_OUT = {
  state: 'out',
  scope: advertiserId,
  episodeId: randomUUID(),
  at: Date.now(),
  source: 'sms',
  evidenceId: 'e',
};

/** Adverts and opt-outs have a consumer each: an advert sent right after an opt-out may overtake it. */
const viewPasses = (positions: Position[]) =>
  eventually('the view has it', async () => {
    const { offsets } = await view();
    return positions.every(({ partition, offset }) => BigInt(offsets[partition] ?? 0) > BigInt(offset));
  });

describe('an advert', () => {
  it('is journalled and submitted, and its status published, in this order', async () => {
    const message = bed.cleared({ unsubscribeToken: 'Ab3dE9xK12z-9', language: 'de' });
    await bed.adverts([message]);
    const status = await bed.ends(message.messageId);
    const [begun] = await eventually('the journal has it', () => {
      const tries = bed.begun(message.messageId);
      return tries.length > 0 && tries;
    });
    expect(statusesOf(message.messageId)).toEqual(['submitted']);
    expect(bed.begun(message.messageId)).toHaveLength(1);
    const unsubscribe = { token: 'Ab3dE9xK12z-9', msisdn: message.to, language: 'de' };
    expect(begun).toMatchObject({ unsubscribe, lane: 'marketing', provider: 'simulator' });
    // A proof relies on it: the position of the opt-out list at the check.
    expect(begun?.view).toEqual({
      partition: expect.any(Number) as number,
      offset: expect.stringMatching(/^\d+$/) as string,
    });
    expect(status).toMatchObject({ lane: 'marketing', provider: 'simulator', smscIds: [expect.any(String)] });
    expect(status).toMatchObject({ begunAt: begun?.at, view: begun?.view });
    expect(status.at).toBeGreaterThanOrEqual(begun?.at ?? Infinity);
    // Consumers of outcomes need no phone number.
    expect(JSON.stringify(status)).not.toContain(message.to);
    expect(await bed.inbox(message.to)).toEqual([expect.objectContaining({ text: message.text, from: 'Lorane' })]);
  });

  it('reaches the handset whole when it takes several parts with accents', async () => {
    const message = bed.cleared({ text: `${'Fête des mères à la boutique. '.repeat(5)}STOP 36180` });
    await bed.adverts([message]);
    const status = await bed.ends(message.messageId);
    expect(status.smscIds?.length).toBeGreaterThan(1);
    await eventually('the parts are joined', async () => (await bed.inbox(message.to))[0]?.text === message.text);
  });

  it('is blocked or leaves on its own, whatever happens to those that arrive with it', async () => {
    const messages = Array.from({ length: 60 }, () => bed.cleared());
    const blocked = messages.filter((_, n) => n % 3 === 0);
    const positions = await Promise.all(blocked.map(({ recipientKey }) => bed.optOut(recipientKey, '*')));
    await viewPasses(positions.flat());
    await bed.adverts(messages);
    for (const [n, { messageId }] of messages.entries()) {
      expect((await bed.ends(messageId)).status).toBe(n % 3 === 0 ? 'blocked' : 'submitted');
    }
    for (const { messageId } of messages) expect(statusesOf(messageId)).toHaveLength(1);
    for (const { messageId } of blocked) expect(bed.begun(messageId)).toEqual([]);
  });

  it.each([
    ['this advertiser', () => advertiserId],
    ['every advertiser', () => '*'],
  ])('is blocked by an opt-out from %s', async (_, scope) => {
    const message = bed.cleared();
    const before = (await view()).entries;
    await bed.optOut(message.recipientKey, scope());
    await eventually('the view has it', async () => (await view()).entries === before + 1);
    await bed.adverts([message]);
    expect(await bed.ends(message.messageId)).toMatchObject({ status: 'blocked', code: 'OPTED_OUT' });
    expect(statusesOf(message.messageId)).toEqual(['blocked']);
    expect(bed.begun(message.messageId)).toEqual([]);
    expect(await bed.inbox(message.to)).toEqual([]);
  });

  it('passes an opt-out from somebody else, and one that ended', async () => {
    const message = bed.cleared();
    await bed.optOut(message.recipientKey, randomUUID());
    await bed.optOut(message.recipientKey, advertiserId);
    await viewPasses(await bed.optOut(message.recipientKey, advertiserId, 'back'));
    await bed.adverts([message]);
    expect((await bed.ends(message.messageId)).status).toBe('submitted');
  });

  it.each([
    ['its window closed', { windowClosesAt: 1 }, 'WINDOW_CLOSED'],
    ['it expired', { expiresAt: 1 }, 'EXPIRED'],
  ])('is not sent when %s', async (_, more, code) => {
    const message = bed.cleared(more);
    await bed.adverts([message]);
    expect(await bed.ends(message.messageId)).toMatchObject({ status: 'expired', code });
    expect(await bed.inbox(message.to)).toEqual([]);
  });

  it('is submitted however far away its end is', async () => {
    const message = bed.cleared({ expiresAt: Date.parse('2099-12-31T23:59:59.999Z') });
    await bed.adverts([message]);
    expect((await bed.ends(message.messageId)).status).toBe('submitted');
  });

  it('is submitted once although its record comes twice', async () => {
    const message = bed.cleared();
    await bed.adverts([message]);
    await bed.adverts([message]);
    await bed.ends(message.messageId);
    const marker = bed.cleared({ to: message.to });
    await bed.adverts([marker]);
    await bed.ends(marker.messageId);
    expect(await bed.inbox(message.to)).toHaveLength(2);
  });

  it('is published as rejected when the operator refuses it, and as unknown without a response', async () => {
    await bed.behave({ errorRate: 1, errorStatus: 0x0b });
    const refused = bed.cleared();
    await bed.adverts([refused]);
    expect(await bed.ends(refused.messageId)).toMatchObject({ status: 'rejected', code: 'OPERATOR_REJECTED' });
    await bed.behave({ errorRate: 0, noResponseRate: 1 });
    const unanswered = bed.cleared();
    await bed.adverts([unanswered]);
    expect(await bed.ends(unanswered.messageId)).toMatchObject({ status: 'unknown', code: 'OUTCOME_UNKNOWN' });
    await bed.behave({ noResponseRate: 0 });
  });

  it('waits out a throttled operator instead of failing', async () => {
    await bed.behave({ throttleRate: 1 });
    const message = bed.cleared();
    await bed.adverts([message]);
    await eventually('it is journalled', () => bed.begun(message.messageId).length > 0);
    await bed.behave({ throttleRate: 0 });
    expect((await bed.ends(message.messageId)).status).toBe('submitted');
  });
});

describe('the lanes', () => {
  it('let informative messages pass an opt-out from the advertiser', async () => {
    const message = bed.cleared({ category: 'informative', scopes: ['*'], text: 'Lorane : RDV mardi 10h.' });
    await bed.optOut(message.recipientKey, advertiserId);
    await bed.put(clearedInformative, [{ key: message.recipientKey, value: message }]);
    expect((await bed.ends(message.messageId)).status).toBe('submitted');
  });

  it('hold a confirmation until the view has passed its opt-out', async () => {
    const to = bed.nextHandset();
    const recipientKey = keys.keyOf(to);
    const [position] = await bed.optOut(recipientKey, advertiserId);
    const message = await confirmation(to, position);
    expect(await bed.ends(message.messageId)).toMatchObject({
      status: 'submitted',
      lane: 'service',
      replyCode: '36180',
    });
    const { status, at } = await bed.ends(message.messageId);
    await eventually('it is listed on its own', () =>
      listed.some(({ key, value }) => {
        if (value.messageId !== message.messageId) return false;
        expect({ key, value }).toEqual({ key: recipientKey, value: { messageId: message.messageId, status, at } });
        return true;
      }),
    );
  });

  it.each([
    ['too long a sender', '3'.repeat(36)],
    ['a sender of other letters', 'Lörane'],
  ])('publish the outcome of a confirmation with %s, and continue with those behind it', async (_, sender) => {
    const dead = await bed.collect(deadLetterOf(notificationMessages.name));
    const spoilt = await confirmation(bed.nextHandset(), undefined, undefined, sender);
    expect(await bed.ends(spoilt.messageId)).toMatchObject({
      status: 'rejected',
      code: 'UNSENDABLE',
      detail: expect.stringContaining(`${sender.length} characters cannot be written over SMPP`) as string,
    });
    const behind = await confirmation(spoilt.to);
    expect(await bed.ends(behind.messageId)).toMatchObject({ status: 'submitted' });
    expect((await bed.inbox(spoilt.to)).map(({ from }) => from)).toEqual(['36180']);
    expect(statusesOf(spoilt.messageId)).toEqual(['rejected']);
    expect(bed.begun(spoilt.messageId)).toHaveLength(1);
    expect(dead).toEqual([]);
  });

  it('send a one-time answer next, before the adverts queued earlier', async () => {
    await bed.behave({ submitDelayMs: 100 });
    const adverts = Array.from({ length: 300 }, () => bed.cleared());
    await bed.adverts(adverts);
    await eventually('adverts are in progress', () => adverts.some(({ messageId }) => bed.begun(messageId).length > 0));
    const urgent = bed.cleared({
      category: 'informative',
      scopes: ['*'],
      text: 'Code 482913 pour valider votre achat.',
    });
    await bed.put(clearedInformative, [{ key: urgent.recipientKey, value: urgent }]);
    await bed.ends(urgent.messageId);
    const waiting = adverts.filter(({ messageId }) => bed.last(messageId)?.status !== 'submitted').length;
    await bed.behave({ submitDelayMs: 0 });
    expect(waiting).toBeGreaterThan(100);
    await eventually('the adverts leave too', () =>
      adverts.every(({ messageId }) => bed.last(messageId)?.status === 'submitted'),
    );
  });
});

describe('when opt-outs may be missing', () => {
  it('adverts wait for heartbeats, informative messages continue, and recovery needs nobody', async () => {
    bed.stopBeating();
    await eventually('the view is not trusted any more', async () => !(await view()).ready);
    const [held, informative] = [bed.cleared(), bed.cleared({ category: 'informative', scopes: ['*'] })];
    await bed.adverts([held]);
    await bed.put(clearedInformative, [{ key: informative.recipientKey, value: informative }]);
    expect((await bed.ends(informative.messageId)).status).toBe('submitted');
    expect([...statusesOf(held.messageId), ...bed.begun(held.messageId)]).toEqual([]);
    const said = await eventually('readiness reports it', async () => {
      const ready = await fetch(`${service.url}/health/ready`);
      return ready.status === 503 && ready.text();
    });
    expect(said).toContain('oldest heartbeat is');
    bed.startBeating();
    expect((await bed.ends(held.messageId)).status).toBe('submitted');
  });

  it('no advert leaves later than the limit after the last heartbeat, although its batch was begun before', async () => {
    // Four batches at a time are with the operator; the others wait until it has responded.
    await bed.behave({ submitDelayMs: 0.7 * MAX_HEARTBEAT_AGE_MS });
    const adverts = Array.from({ length: 40 }, () => bed.cleared());
    await bed.adverts(adverts);
    await eventually('some are in progress', () => adverts.some(({ messageId }) => bed.begun(messageId).length > 0));
    bed.stopBeating();
    const last = bed.lastBeatAt;
    await eventually(
      'all would have left that did not ask again',
      async () => (await view()).heartbeatAgeMs > 4 * MAX_HEARTBEAT_AGE_MS,
    );
    const again = Date.now();
    await bed.behave({ submitDelayMs: 0 });
    bed.startBeating();
    const ends = await Promise.all(adverts.map(({ messageId }) => bed.ends(messageId)));
    expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(['submitted']));
    const inboxes = await Promise.all(adverts.map(({ to }) => bed.inbox(to)));
    const left = inboxes.map((texts) => texts.map(({ at }) => Date.parse(at) - last));
    expect(left.filter((times) => times.length !== 1)).toEqual([]);
    expect(left.flat().filter((ms) => ms > MAX_HEARTBEAT_AGE_MS && ms < again - last)).toEqual([]);
    // Otherwise the test has proven nothing.
    expect(left.flat().some((ms) => ms <= MAX_HEARTBEAT_AGE_MS)).toBe(true);
    expect(left.flat().some((ms) => ms >= again - last)).toBe(true);
  });

  it('a confirmation of an opt-out on a topic that was lost leaves once the view is whole, or expires meanwhile', async () => {
    bed.stopBeating();
    await eventually('the view is not trusted any more', async () => !(await view()).ready);
    // A position beyond the end of the current topic.
    const after = { partition: 5, offset: '9000000' };
    const expired = await confirmation(bed.nextHandset(), after, 1);
    expect((await bed.ends(expired.messageId)).status).toBe('expired');
    const waiting = await confirmation(bed.nextHandset(), after);
    await eventually('it waits', async () => {
      const text = await (await fetch(`${service.url}/health/ready`)).text();
      return text.includes('A confirmation waits for the view');
    });
    expect([...statusesOf(waiting.messageId), ...bed.begun(waiting.messageId)]).toEqual([]);
    bed.startBeating();
    expect((await bed.ends(waiting.messageId)).status).toBe('submitted');
  });

  it.each([
    ['is no JSON', '{"state":"out","sco'],
    ['has a state that nobody knows', JSON.stringify({ ...OPT_OUT, state: 'maybe' })],
    ['is a heartbeat', JSON.stringify({ heartbeat: 1 })],
  ])('the recipient named by a record that %s is blocked until a valid record follows', async (_, spoilt) => {
    const message = bed.cleared();
    const key = optOutKey(message.recipientKey, advertiserId);
    const back = { ...OPT_OUT, state: 'back' };
    // Fetched together: earlier records must not be handled after it.
    await viewPasses(
      await bed.client.put(
        optOuts,
        [back, spoilt].map((value) => ({ key, value })),
      ),
    );
    await bed.adverts([message]);
    expect(await bed.ends(message.messageId)).toMatchObject({ status: 'blocked', code: 'OPTED_OUT' });
    await viewPasses(await bed.client.put(optOuts, [{ key, value: back }]));
    const next = bed.cleared({ to: message.to });
    await bed.adverts([next]);
    expect((await bed.ends(next.messageId)).status).toBe('submitted');
  });

  it('adverts wait while a record names no recipient, until the whole list is republished', async () => {
    bed.republishedAt = Date.now() - 60_000;
    await bed.client.put(optOuts, [
      { key: 'nobody', value: '{', partition: 3 },
      { key: 'somebody:', value: OPT_OUT, partition: 3 },
    ]);
    const said = await eventually('readiness reports it', async () => {
      const ready = await fetch(`${service.url}/health/ready`);
      const text = await ready.text();
      return ready.status === 503 && text.includes('2 records have a key that cannot be read') && text;
    });
    expect(said).toContain('npx stopsms republish');
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/stopsms_view_unreadable_records\{[^}]*\} 2/);
    const [held, informative] = [bed.cleared(), bed.cleared({ category: 'informative', scopes: ['*'] })];
    await bed.adverts([held]);
    await bed.put(clearedInformative, [{ key: informative.recipientKey, value: informative }]);
    expect((await bed.ends(informative.messageId)).status).toBe('submitted');
    expect([...statusesOf(held.messageId), ...bed.begun(held.messageId)]).toEqual([]);
    bed.republishedAt = Date.now() + 3_000;
    expect((await bed.ends(held.messageId)).status).toBe('submitted');
  });

  it('messages wait while the operator is down, and leave once', async () => {
    await bed.operator.kill();
    const message = bed.cleared();
    await bed.adverts([message]);
    await eventually('readiness reports it', async () =>
      (await (await fetch(`${service.url}/health/ready`)).text()).includes('not bound'),
    );
    await bed.operator.restart();
    expect((await bed.ends(message.messageId)).status).toBe('submitted');
    expect(await bed.inbox(message.to)).toHaveLength(1);
  });

  it('a begun text is finished although its partition is assigned to another dispatcher', async () => {
    await bed.behave({ submitDelayMs: 300 });
    const text = `${'Fête des mères à la boutique. '.repeat(9)}STOP 36180`;
    const messages: ClearedMessage[] = [];
    // A few at a time, so that each can end in time, for as long as the other dispatcher takes to start.
    let hasCome = false;
    const coming = startDispatcher().finally(() => (hasCome = true));
    while (!hasCome) {
      const some = Array.from({ length: 12 }, () => bed.cleared({ text }));
      messages.push(...some);
      await bed.adverts(some);
      await eventually('some have begun', () => some.some(({ messageId }) => bed.begun(messageId).length > 0));
    }
    const other = await coming;
    const ends = await Promise.all(messages.map(({ messageId }) => bed.ends(messageId, 60_000)));
    expect(ends.filter(({ status }) => status !== 'submitted')).toEqual([]);
    await other.close();
    await bed.behave({ submitDelayMs: 0 });
  });

  it('a restarted dispatcher reads the opt-outs again before it decides', async () => {
    const message = bed.cleared();
    await bed.optOut(message.recipientKey, advertiserId);
    await service.close();
    await bed.adverts([message]);
    service = await startDispatcher();
    expect((await bed.ends(message.messageId)).status).toBe('blocked');
  });
});
