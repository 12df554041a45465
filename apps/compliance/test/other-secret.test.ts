import { Bed } from './bed';
import { REMINDER } from './fixtures';

/** Later than whatever the bed's own service has seen, however slow the machine is. */
const LATER = '2026-11-25T10:30:00Z';
const OTHER = Buffer.alloc(32, 8).toString('base64');

let bed: Bed;
beforeAll(async () => (bed = await Bed.make()));
afterAll(() => bed?.end());

test('with another secret nothing is read: it would not recognise who opted out', async () => {
  await bed.stop();
  const id = await bed.ask({ category: 'informative', text: REMINDER });
  await expect(bed.start({ STOPSMS_RECIPIENT_SECRET: OTHER, STOPSMS_CLOCK: LATER })).rejects.toThrow(
    /^STOPSMS_RECIPIENT_SECRET differs .* compliance .* will not start/,
  );
  expect([await bed.sql('SELECT FROM asked'), bed.verdictsOf(id)]).toEqual([[], []]);
  await bed.startReady({ STOPSMS_CLOCK: LATER });
  expect((await bed.verdict(id)).verdict).toBe('cleared');
});
