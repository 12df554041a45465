import { type Advertiser, type MessageStatus, type Reply, journal, messageStatus, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, begunOf, newHandset, submitted } from './bed';

const CODE = '36180';
const DAY_MS = 86_400_000;

let bed: Bed;
let read: Reply[];
let acme: Advertiser;
let beta: Advertiser;
let pool: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
  await bed.startReady();
  read = await bed.values(replies);
  [acme, beta, pool] = await Promise.all([
    bed.brand('Acme Mode', [CODE]),
    bed.brand('Bêta', [CODE], { sender: 'BETASHOP' }),
    bed.brand('Piscine', ['38100', '38200']),
  ]);
});

afterAll(() => bed.end());

const repliesOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));
const replyOf = (handset: string) => eventually('the reply is read', () => repliesOf(handset)[0]);
const idsIn = (reply: Reply) => reply.advertisers.map(({ advertiserId }) => advertiserId).sort();
const ids = (...advertisers: Advertiser[]) => advertisers.map(({ id }) => id).sort();

/** Returns whether it stayed; undefined until the ledger has it. */
async function known({ messageId }: MessageStatus): Promise<boolean | undefined> {
  const [row] = await bed.sql<{ stayed: boolean }>('SELECT stayed FROM sent_message WHERE message_id = $1', [
    messageId,
  ]);
  return row?.stayed;
}

async function answer(from: string, text: string, to = CODE): Promise<Reply> {
  expect(await bed.operator.mo({ from, to, text })).toEqual([0]);
  return replyOf(from);
}

describe('a reply to a shared code', () => {
  it('is attributed to all advertisers that texted from it within 90 days, and to no other', async () => {
    const handset = newHandset();
    const old = submitted(handset, beta, { at: Date.now() - 91 * DAY_MS });
    const young = submitted(handset, beta, { at: Date.now() - 89 * DAY_MS });
    await bed.statuses([submitted(handset, acme), old]);
    expect(idsIn(await answer(handset, 'STOP'))).toEqual(ids(acme));
    await bed.statuses([young]);
    await bed.operator.mo({ from: handset, to: CODE, text: 'stop svp' });
    const second = await eventually('a second reply', () => repliesOf(handset)[1]);
    expect(idsIn(second)).toEqual(ids(acme, beta));
  });

  test.each([
    { it: 'the brand it names', text: 'STOP acme-mode', whom: () => ids(acme) },
    { it: 'the sender ID it names', text: 'stop BetaShop svp', whom: () => ids(beta) },
    { it: 'all candidates when it names none', text: 'STOP', whom: () => ids(acme, beta) },
  ])('is attributed by $it', async ({ text, whom }) => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme), submitted(handset, beta)]);
    const reply = await answer(handset, text);
    expect(idsIn(reply)).toEqual(whom());
    expect(reply.attributed).toBe(true);
  });

  it('is attributed to all advertisers on the code if none texted the number', async () => {
    const reply = await answer(newHandset(), 'STOP');
    expect(reply.attributed).toBe(false);
    expect(idsIn(reply)).toEqual(ids(acme, beta));
  });

  it('uses the code of the account even if the operator showed another of its pool', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, pool, { sender: 'PISCINE', replyCode: '38100' })]);
    expect(idsIn(await answer(handset, 'STOP', '38200'))).toEqual(ids(pool));
  });

  test.each([
    { status: 'blocked' as const, counts: false },
    { status: 'rejected' as const, counts: false },
    { status: 'unknown' as const, counts: true },
  ])('a text that ended $status counts: $counts', async ({ status, counts }) => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme), submitted(handset, beta, { status, smscIds: [] })]);
    expect(idsIn(await answer(handset, 'STOP'))).toEqual(counts ? ids(acme, beta) : ids(acme));
  });

  it('does not count a text reported as refused by one dispatcher, even if its successor reported unknown', async () => {
    const handset = newHandset();
    const first = submitted(handset, beta, { status: 'rejected', smscIds: [] });
    await bed.statuses([submitted(handset, acme), first, { ...first, status: 'unknown' }]);
    expect(idsIn(await answer(handset, 'STOP'))).toEqual(ids(acme));
  });

  it('counts a text in progress without a status', async () => {
    const handset = newHandset();
    await bed.begun([submitted(handset, beta)]);
    const reply = await answer(handset, 'STOP');
    expect({ whom: idsIn(reply), attributed: reply.attributed }).toEqual({ whom: ids(beta), attributed: true });
  });

  it('does not count a text that was never sent, even if this arrives before its start', async () => {
    const handset = newHandset();
    const stayed = submitted(handset, beta, { status: 'rejected', smscIds: [] });
    await bed.publishStatuses([stayed]);
    await eventually('its end is in the ledger', async () => (await known(stayed)) === true);
    await bed.begun([stayed]);
    await bed.statuses([submitted(handset, acme)]);
    expect(idsIn(await answer(handset, 'STOP'))).toEqual(ids(acme));
  });

  it('counts a returned text once it is begun as a new attempt', async () => {
    const handset = newHandset();
    const first = submitted(handset, beta, { status: 'expired', code: 'WINDOW_CLOSED', smscIds: [] });
    await bed.statuses([first]);
    await eventually('its end is in the ledger', async () => (await known(first)) === true);
    await bed.begun([{ ...first, attempt: 2 }]);
    expect(idsIn(await answer(handset, 'STOP'))).toEqual(ids(beta));
  });

  it.each([
    { attempt: 1, when: 'in one round' },
    { attempt: 1, when: 'afterwards' },
    { attempt: 2, when: 'in one round' },
    { attempt: 2, when: 'afterwards' },
  ])(
    'counts one sent in attempt 2 whose attempt $attempt is reported as never begun, $when',
    async ({ attempt, when }) => {
      const handset = newHandset();
      const { smscIds: _, ...sent } = submitted(handset, beta, { attempt: 2 });
      const late = { ...sent, status: 'expired', code: 'KEY_CHANGED', attempt } as const;
      if (attempt === 1) await bed.begun([sent]);
      else await bed.publishStatuses([sent]);
      if (when === 'afterwards') await eventually('it is in the ledger', async () => (await known(sent)) === false);
      await bed.put(messageStatus, [{ key: late.recipientKey, value: late }]);
      await bed.statuses([submitted(handset, acme)]);
      expect(idsIn(await answer(handset, 'STOP'))).toEqual(ids(acme, beta));
    },
  );

  it('does not count one that another dispatcher expired without having begun it', async () => {
    const handset = newHandset();
    const { smscIds: _, ...stayed } = submitted(handset, beta, { status: 'expired' });
    await bed.begun([stayed]);
    await eventually('it is in the ledger', async () => (await known(stayed)) === false);
    await bed.put(messageStatus, [{ key: stayed.recipientKey, value: stayed }]);
    await bed.statuses([submitted(handset, acme)]);
    expect(idsIn(await answer(handset, 'STOP'))).toEqual(ids(acme));
  });

  it('ignores confirmations and other answers', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme), submitted(handset, beta, { lane: 'service' })]);
    expect(idsIn(await answer(handset, 'STOP'))).toEqual(ids(acme));
  });

  test.each([
    { it: 'it knows of no text', before: () => [], whom: () => ids(acme) },
    { it: 'it knows of a text by another', before: () => [beta], whom: () => ids(acme, beta) },
  ])('waits for the ledger when a handset answers a text at once and $it', async ({ before, whom }) => {
    const handset = newHandset();
    await bed.statuses(before().map((advertiser) => submitted(handset, advertiser)));
    const recipientKey = keys.keyOf(handset);
    // Others' texts in the same partition, in front of the one that counts.
    const crowd = Array.from({ length: 10_000 }, () => ({ key: recipientKey, value: submitted('+33639989999', acme) }));
    for (let start = 0; start < crowd.length; start += 2_000) {
      const some = crowd.slice(start, start + 2_000);
      await bed.put(messageStatus, some);
      await bed.put(
        journal,
        some.map(({ key, value }) => ({ key, value: begunOf(value) })),
      );
    }
    await bed.statuses([submitted(handset, acme)]);
    const reply = await answer(handset, 'STOP');
    expect({ whom: idsIn(reply), attributed: reply.attributed }).toEqual({ whom: whom(), attributed: true });
  });
});
