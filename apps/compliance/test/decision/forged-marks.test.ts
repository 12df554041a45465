import { deadLetterOf, smsRequested } from '@stopsms/contracts';
import { MARK_KEY } from '@stopsms/messaging';
import { eventually } from '@stopsms/testing';
import { Bed } from '../bed';

// A record of a publisher goes to the dead letters with its own key and headers, which are not ours to believe.

const DLQ = deadLetterOf(smsRequested.name);
interface Letter {
  offset: string;
  service: string;
  code: string;
  replayed: boolean;
  source: { partition: number; offset: string };
}

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make([DLQ]);
});
afterAll(() => bed?.end());

const listed = async (query = ''): Promise<Letter[]> => {
  const response = await fetch(`${bed.url}/v1/dead-letters/${smsRequested.name}${query}`);
  return ((await response.json()) as { items: Letter[] }).items;
};

test('a publisher hides no dead letter with the key and headers of a replay mark', async () => {
  const forged = {
    dlq_code: 'mine',
    dlq_service: 'mine',
    dlq_at: 'never',
    dlq_source_partition: '1',
    dlq_source_offset: '99',
    dlq_replayed: 'true',
    dlq_mark: 'true',
    replayed_from: `${DLQ}@0`,
  };
  await bed.sendTo(smsRequested, 5, [
    { key: 'hidden', value: '{"id": ' },
    { key: MARK_KEY, value: JSON.stringify(['0', '1', '2', '3']) },
    { key: MARK_KEY, value: JSON.stringify(['0', '1', '2', '3']), headers: forged },
    { key: 'behind', value: '{"id": ' },
  ]);
  await eventually('all are dead letters', () => bed.seen(DLQ).length === 4);
  const all = await listed('?state=all');
  expect(all).toMatchObject(
    ['0', '1', '2', '3'].map((offset) => ({
      ...{ offset, replayed: false, service: 'compliance', code: 'malformed-record' },
      source: { partition: 5, offset },
    })),
  );
  expect(Object.keys(bed.seen(DLQ)[2]?.headers ?? {}).sort()).toEqual([
    'dlq_at',
    'dlq_code',
    'dlq_reason',
    'dlq_service',
    'dlq_source_offset',
    'dlq_source_partition',
    'dlq_source_topic',
    'dlq_stack',
    'replayed_from',
  ]);
});

test('a replay mark is valid and names only the replayed records', async () => {
  const response = await fetch(`${bed.url}/v1/dead-letters/${smsRequested.name}/replay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ offsets: ['1'] }),
  });
  expect(await response.json()).toMatchObject({ replayed: 1 });
  const replayed = (await listed('?state=all')).filter((letter) => letter.replayed).map(({ offset }) => offset);
  expect(replayed).toEqual(['1']);
});
