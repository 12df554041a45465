// Days and months of quotas, by the clock of the service.
import { eventually } from '@stopsms/testing';
import { Bed } from '../bed';
import { DAY, NOW } from '../fixtures';
import { Limited, REFUSED } from './limits';

let bed: Bed;
const limited = new Limited(() => bed);

beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

test('a held message counts when it is cleared, and is refused then if the quota is used up', async () => {
  const [roomy, tight] = [
    await limited.advertiser({ quotas: { messagesPerDay: 1 } }),
    await limited.advertiser({ quotas: { messagesPerDay: 1 } }),
  ];
  const notBefore = NOW + DAY;
  const [waits, refused] = [await limited.ask(roomy, { notBefore }), await limited.ask(tight, { notBefore })];
  for (const id of [waits, refused]) expect(await bed.verdict(id)).toMatchObject({ code: 'NOT_BEFORE' });
  expect(await limited.used(roomy)).toBe(0);
  await bed.firstCleared(await limited.ask(roomy));
  // Before those that wait are due.
  await bed.restart(new Date(notBefore - 3_600_000).toISOString());
  await bed.firstCleared(await limited.ask(tight));
  expect(bed.cleared(waits)).toEqual([]);
  await bed.restart(new Date(notBefore + 1_000).toISOString());
  await bed.firstCleared(waits);
  expect(await bed.nth(refused, 3)).toMatchObject(REFUSED);
  expect(bed.cleared(refused)).toEqual([]);
  for (const account of [roomy, tight]) expect(await limited.used(account)).toBe(1);
});

test('each UTC day and month has its own count', async () => {
  const account = await limited.advertiser({ quotas: { messagesPerDay: 1, messagesPerMonth: 2 } });
  const twice = async (clock: string) => {
    await bed.restart(clock);
    const verdicts = await limited.verdicts(await limited.inOrder(limited.requests(account, 2)));
    return [...verdicts, await limited.quotas(account)] as const;
  };
  expect((await twice('2026-11-25T10:00:00Z')).slice(0, 2)).toEqual(['cleared', 'QUOTA_EXCEEDED']);
  // In Paris the next day has begun an hour ago.
  expect((await twice('2026-11-25T23:59:00Z')).slice(0, 2)).toEqual(['QUOTA_EXCEEDED', 'QUOTA_EXCEEDED']);
  expect((await twice('2026-11-26T00:00:01Z')).slice(0, 2)).toEqual(['cleared', 'QUOTA_EXCEEDED']);
  const [first, second, quotas] = await twice('2026-11-27T10:00:00Z');
  expect([first, second]).toEqual(['QUOTA_EXCEEDED', 'QUOTA_EXCEEDED']);
  expect(quotas).toMatchObject({ day: { limit: 1, used: 0 }, month: { limit: 2, used: 2 } });
  const [next, , december] = await twice('2026-12-01T10:00:00Z');
  expect(next).toBe('cleared');
  expect(december).toMatchObject({ day: { used: 1 }, month: { used: 1, startsAt: '2026-12-01T00:00:00.000Z' } });
});

test('settings limit advertisers without an own quota, and old counters are deleted', async () => {
  const [own, none] = [await limited.advertiser({ quotas: { messagesPerDay: 2 } }), await limited.advertiser()];
  await bed.restart('2028-02-01T10:00:00Z', { MESSAGES_PER_DAY: '1', MESSAGES_PER_MONTH: '' });
  const verdicts = async (account: typeof own) => limited.verdicts(await limited.inOrder(limited.requests(account, 2)));
  expect(await verdicts(own)).toEqual(['cleared', 'cleared']);
  expect(await verdicts(none)).toEqual(['cleared', 'QUOTA_EXCEEDED']);
  expect(await limited.quotas(none)).toMatchObject({ day: { limit: 1 }, month: { limit: null } });
  await eventually('counters of 2026 are gone', async () => {
    const rows = await bed.sql(`SELECT 1 FROM quota_usage WHERE starts_on < '2027-01-01'`);
    return rows.length === 0;
  });
});
