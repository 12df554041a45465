import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import {
  type ServiceStatus,
  clearedInformative,
  deadLetterOf,
  notificationMessages,
  serviceStatus,
} from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed, advertiserId } from './bed';
import { lanesOf } from './lanes';

let bed: Bed;
let service: RunningService;
let listed: Seen<ServiceStatus>[];
const fatal: Error[] = [];
const { confirmation, statusesOf, view, viewPasses } = lanesOf(
  () => bed,
  () => service,
);

beforeAll(async () => {
  bed = await Bed.make();
  listed = await bed.collect<ServiceStatus>(serviceStatus);
  service = await startDispatcher();
});
afterAll(() => bed.end());
afterEach(() => expect(fatal).toEqual([]));

const startDispatcher = (): Promise<RunningService> => bed.startReady({}, (error) => fatal.push(error));

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

  it('is blocked or sent independently of messages that arrive with it', async () => {
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

  it('is submitted however far away its expiry is', async () => {
    const message = bed.cleared({ expiresAt: Date.parse('2099-12-31T23:59:59.999Z') });
    await bed.adverts([message]);
    expect((await bed.ends(message.messageId)).status).toBe('submitted');
  });

  it('is submitted once if its record arrives twice', async () => {
    const message = bed.cleared();
    await bed.adverts([message]);
    await bed.adverts([message]);
    await bed.ends(message.messageId);
    const marker = bed.cleared({ to: message.to });
    await bed.adverts([marker]);
    await bed.ends(marker.messageId);
    expect(await bed.inbox(message.to)).toHaveLength(2);
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
});
