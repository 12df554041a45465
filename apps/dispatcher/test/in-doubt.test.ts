import { type Begun, type ClearedMessage, type JournalEntry, journal } from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { Bed } from './bed';

// A second dispatcher publishes an advert of a first one as unknown, and ends before it reads that nothing was written.

let bed: Bed;

beforeAll(async () => {
  bed = await Bed.make();
  const before = await bed.startReady();
  // A lane without any handled message has nothing to recover.
  const first = bed.cleared();
  await bed.adverts([first]);
  expect((await bed.ends(first.messageId)).status).toBe('submitted');
  await before.close();
});
afterAll(() => bed.end());

const LONG_AGO = Date.now() - 60_000;

const journalled = (value: JournalEntry) => bed.put(journal, [{ key: value.recipientKey, value }]);
const begun = ({ messageId, recipientKey, advertiserId }: ClearedMessage): Begun => ({
  ...{ event: 'begun', messageId, recipientKey, advertiserId, attempt: 1, lane: 'marketing' },
  ...{ provider: 'simulator', sender: 'Lorane', replyCode: '36180', submission: 'a-1', at: LONG_AGO },
});
const requeued = ({ messageId, recipientKey }: ClearedMessage): JournalEntry => ({
  ...{ event: 'given-back', messageId, recipientKey, attempt: 1, submission: 'a-1', at: Date.now() },
});

test.each([
  ['while its successor listens', true],
  ['while nobody is there', false],
])('is returned to compliance if the first attempt returned it %s', async (_, isFollowed) => {
  const advert = bed.cleared();
  await journalled(begun(advert));
  await bed.adverts([advert]);
  const second = await bed.startReady();
  expect(await bed.ends(advert.messageId)).toMatchObject({ status: 'unknown', code: 'OUTCOME_UNKNOWN' });
  // Handled behind it in its lane, so that the record of the first does not arrive again.
  const behind = bed.cleared({ to: advert.to });
  await bed.adverts([behind]);
  expect((await bed.ends(behind.messageId)).status).toBe('submitted');
  await second.close();

  if (!isFollowed) await journalled(requeued(advert));
  const third = await bed.startReady();
  if (isFollowed) await journalled(requeued(advert));
  await eventually('it is returned', () => bed.last(advert.messageId)?.status === 'expired');
  expect(bed.of(advert.messageId).map(({ status, code }) => `${status} ${code}`)).toEqual([
    'unknown OUTCOME_UNKNOWN',
    'expired NOT_WRITTEN',
  ]);
  expect(await bed.inbox(advert.to)).toHaveLength(1);
  await third.close();

  // Once published, it is no longer in doubt for any later dispatcher.
  const fourth = await bed.startReady();
  const last = bed.cleared({ to: advert.to });
  await bed.adverts([last]);
  expect((await bed.ends(last.messageId)).status).toBe('submitted');
  expect(bed.of(advert.messageId)).toHaveLength(2);
  await fourth.close();
});
