import { type OptOutRecord, CANARY_KEY, heartbeatKey, optOuts } from '@stopsms/contracts';
import { eventually, keys, type Seen } from '@stopsms/testing';
import { Bed } from './bed';

let bed: Bed;
let records: Seen<OptOutRecord>[];

beforeAll(async () => {
  bed = await Bed.make();
  records = await bed.collect<OptOutRecord>(optOuts);
});

afterAll(() => bed.end());

const heartbeatOf = (record: OptOutRecord | null) => (record as { heartbeat: number }).heartbeat;

it('shows that each partition of the opt-out list is current, by continuing heartbeats', async () => {
  const service = await bed.startReady({ HEARTBEAT_MS: '200' });
  const beats = (partition: number) => records.filter(({ key }) => key === heartbeatKey(partition));
  for (let partition = 0; partition < optOuts.partitions; partition += 1) {
    // Right after a topic was made a send may be repeated (publisher.ts), and a beat then lies there twice.
    const all = await eventually(`two heartbeats of partition ${partition}`, () => {
      const published = beats(partition);
      return new Set(published.map(({ value }) => heartbeatOf(value))).size > 1 ? published : undefined;
    });
    expect(new Set(all.map((record) => record.partition))).toEqual(new Set([partition]));
    const times = all.map(({ value }) => heartbeatOf(value));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
  await service.close();
});

it('writes the secret’s canary once, to partition 0, however often it starts', async () => {
  const again = await bed.startReady();
  const canaries = records.filter(({ key }) => key === CANARY_KEY);
  expect(canaries.map(({ partition, value }) => [partition, value])).toEqual([[0, { canary: keys.canary() }]]);
  await again.close();
});

it('does not start, naming the variable, with another secret than the list was made with', async () => {
  const other = Buffer.alloc(32, 8).toString('base64');
  await expect(bed.start({ STOPSMS_RECIPIENT_SECRET: other })).rejects.toThrow(
    /^STOPSMS_RECIPIENT_SECRET differs .* will not start\. Set the original secret\.$/,
  );
});

it.each([
  ['is missing', undefined, 'STOPSMS_RECIPIENT_SECRET is not set'],
  ['is too short', 'c2hvcnQ=', 'STOPSMS_RECIPIENT_SECRET is wrong: .*5 bytes, 32 are needed'],
])('does not start when the secret %s', async (_, secret, problem) => {
  await expect(bed.start({ STOPSMS_RECIPIENT_SECRET: secret })).rejects.toThrow(new RegExp(problem));
});
