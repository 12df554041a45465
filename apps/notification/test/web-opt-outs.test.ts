import type { RunningService } from '@stopsms/bootstrap';
import {
  type Advertiser,
  type NotificationMessage,
  type OptOutChanged,
  notificationMessages,
} from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { Bed, LIFT, stopBySms, confirmationsTo } from './bed';

/** 04:00 in Paris, 23:00 in Martinique, 16:00 in Auckland. */
const NIGHT = '2026-11-25T03:00:00.000Z';
const LAST_SECONDS_OF_NIGHT = '2026-11-25T06:59:57.000Z';
const OPENING = '2026-11-25T07:00:00.000Z';
const [PARIS, MARTINIQUE, AUCKLAND] = ['+33639980001', '+33639980002', '+33639980003'] as const;

interface Listed {
  text: string;
  state: string;
  stateAt: string;
  scheduledFor?: string;
}

let bed: Bed;
let service: RunningService;
let sent: Seen<NotificationMessage>[];
let acme: Advertiser;
let bricolis: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
  acme = await bed.advertiser();
  bricolis = await bed.advertiser();
  sent = await bed.collect(notificationMessages);
  service = await bed.startReady({ STOPSMS_CLOCK: NIGHT });
});

afterAll(() => bed.end());

const sentTo = (to: string) => sent.map(({ value }) => value).filter((message) => message.to === to);

async function listed(phone: string): Promise<Listed | undefined> {
  return (await confirmationsTo<Listed>(service.url, phone)).items[0];
}

/** State of each confirmation, and whether it is that of a return. */
async function states(phone: string): Promise<[boolean, string][]> {
  const { items } = await confirmationsTo<Listed>(service.url, phone);
  return items.map(({ text, state }): [boolean, string] => [text.includes('à nouveau'), state]).sort();
}

async function optOutOnThePage(msisdn: string, region: string): Promise<void> {
  const { code: _, ...event } = stopBySms(msisdn, [acme.id], { source: 'web', region });
  await bed.optOut(event);
}

it('schedules the confirmation of an opt-out on the page for the next morning of the recipient', async () => {
  await optOutOnThePage(PARIS, 'FR');
  await optOutOnThePage(MARTINIQUE, 'MQ');
  await optOutOnThePage(AUCKLAND, 'NZ');
  const scheduled = (phone: string) => eventually('the confirmation is stored', () => listed(phone));
  expect(await scheduled(PARIS)).toMatchObject({ state: 'scheduled', scheduledFor: OPENING });
  expect(await scheduled(MARTINIQUE)).toMatchObject({ state: 'scheduled', scheduledFor: '2026-11-25T12:00:00.000Z' });
  await eventually('where it is day, it has left at once', () => sentTo(AUCKLAND).length === 1);
});

it('does not confirm an opt-out on the page to a person who has returned before the morning', async () => {
  for (const [phone, isOneBatch] of [
    ['+33639980005', true],
    ['+33639980006', false],
  ] as const) {
    const { code: _, ...event } = stopBySms(phone, [acme.id], { source: 'web' });
    const { optOuts } = event;
    const start = stopBySms(phone, [acme.id], { change: 'returned', optOuts });
    if (isOneBatch) {
      await bed.optOut(event, start);
    } else {
      await bed.optOut(event);
      await eventually('it is scheduled', async () => (await listed(phone))?.state === 'scheduled');
      await bed.optOut(start);
    }
    await eventually('the return is confirmed', () => sentTo(phone).length === 1);
    expect(await states(phone)).toEqual([
      [false, 'expired'],
      [true, 'queued'],
    ]);
  }
});

it('still confirms an opt-out on the page that has not ended with another', async () => {
  const { code: _, ...event } = stopBySms('+33639980007', [acme.id, bricolis.id], { source: 'web' });
  await bed.optOut(event);
  await bed.optOut(stopBySms('+33639980007', [acme.id], { change: 'returned', optOuts: event.optOuts.slice(0, 1) }));
  await eventually('the return is confirmed', () => sentTo('+33639980007').length === 1);
  const { items } = await confirmationsTo<Listed>(service.url, '+33639980007');
  expect(items.map(({ state }) => state).sort()).toEqual(['queued', 'scheduled']);
});

describe('a lift at night, which is confirmed in the morning', () => {
  const at = (offset: string) => ({ position: { partition: 0, offset } });
  const liftOf = (phone: string) =>
    stopBySms(phone, [acme.id], { change: 'returned', source: 'api', lift: LIFT, ...at('50') });

  it.each<[string, string, (phone: string) => OptOutChanged[]]>([
    ['a later STOP', '+33639980011', (phone) => [stopBySms(phone, [acme.id], at('51'))]],
    [
      'a later STOP to an unknown advertiser',
      '+33639980012',
      (phone) => {
        const event = stopBySms(phone, [acme.id], at('51'));
        return [{ ...event, optOuts: event.optOuts.map((optOut) => ({ ...optOut, advertiserId: null })) }];
      },
    ],
  ])('is not confirmed after %s', async (_, phone, later) => {
    await bed.optOut(liftOf(phone), ...later(phone));
    await eventually('the STOP is confirmed', () => sentTo(phone).length === 1);
    expect(await states(phone)).toEqual([
      [false, 'queued'],
      [true, 'expired'],
    ]);
  });

  it('is not confirmed if the STOP is delivered long after it', async () => {
    const phone = '+33639980013';
    await bed.optOut(liftOf(phone));
    await eventually('it is scheduled', async () => (await listed(phone))?.state === 'scheduled');
    await bed.optOut(stopBySms(phone, [acme.id], at('51')));
    await eventually('the STOP is confirmed', () => sentTo(phone).length === 1);
    expect(await states(phone)).toContainEqual([true, 'expired']);
  });

  it.each<[string, string, () => [string[], string]]>([
    ['the person texts STOP to another advertiser', '+33639980014', () => [[bricolis.id], '51']],
    ['an earlier STOP is delivered again', '+33639980015', () => [[acme.id], '49']],
  ])('is still confirmed when %s', async (_, phone, stop) => {
    const [ids, offset] = stop();
    const event = stopBySms(phone, ids, at(offset));
    await bed.optOut(event, liftOf(phone), event);
    await eventually('the STOP is confirmed', () => sentTo(phone).length === 1);
    expect(await states(phone)).toEqual([
      [false, 'queued'],
      [true, 'scheduled'],
    ]);
  });
});

it('confirms a STOP by SMS at once in the same night', async () => {
  await bed.optOut(stopBySms('+33639980004', [acme.id]));
  await eventually('the confirmation has left', () => sentTo('+33639980004').length === 1);
});

it('sends what was scheduled once the morning has come, also after a restart, by the usual sender', async () => {
  await service.close();
  expect(sentTo(PARIS)).toEqual([]);
  service = await bed.startReady({ STOPSMS_CLOCK: LAST_SECONDS_OF_NIGHT });
  await eventually('the confirmation has left', () => sentTo(PARIS).length === 1);
  await eventually('that of the opt-out that remains too', () => sentTo('+33639980007').length === 2);
  await eventually('and those of lifts that still hold', () =>
    ['+33639980014', '+33639980015'].every((phone) => sentTo(phone).length === 2),
  );
  const untrue = ['+33639980005', '+33639980006', '+33639980011', '+33639980012', '+33639980013'];
  for (const phone of untrue) expect(sentTo(phone)).toHaveLength(1);
  expect(sentTo(PARIS)[0]).toMatchObject({
    sender: 'ACME',
    text: "ACME : c'est noté, vous ne recevrez plus de SMS publicitaires de notre part.",
    expiresAt: Date.parse(OPENING) + 86_400_000,
  });
  const left = await listed(PARIS);
  expect(left?.state).toBe('queued');
  expect(Date.parse(left?.stateAt ?? '')).toBeGreaterThanOrEqual(Date.parse(OPENING));
  expect(await listed(MARTINIQUE)).toMatchObject({ state: 'scheduled' });
});

it('keeps a number only for unsent messages', async () => {
  const rows = await bed.sql(`SELECT state, pending->'message'->>'to' AS number
    FROM notification.service_message WHERE pending IS NOT NULL`);
  expect(rows).toEqual([{ state: 'scheduled', number: MARTINIQUE }]);
});
