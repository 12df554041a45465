import { randomUUID } from 'node:crypto';
import {
  type Advertiser,
  type CampaignControl,
  type ClearedMessage,
  advertisers,
  campaignControls,
  messageStatus,
} from '@stopsms/contracts';
import { eventually } from '@stopsms/testing';
import { ADVERT, BRICOLIS, LAWFUL, LORANE, NOW, REMINDER } from '../fixtures';
import { Bed } from '../bed';

/** Wednesday, 23:00 in Paris. */
const NIGHT = '2026-11-25T22:00:00Z';

let bed: Bed;
beforeAll(async () => {
  bed = await Bed.make();
});
afterAll(() => bed?.end());

let handsets = 0;
const nextHandset = () => `+3363998${String(4_000 + (handsets += 1))}`;

async function advert(campaignId: string | undefined, more: object = {}): Promise<string> {
  const to = nextHandset();
  await bed.consent(to);
  return bed.ask({ to, ...(campaignId !== undefined && { campaignId }), ...more });
}
const adverts = (count: number, campaignId: string | undefined) =>
  Promise.all(Array.from({ length: count }, () => advert(campaignId)));

async function control(campaignId: string, state: CampaignControl['state']): Promise<void> {
  const value: CampaignControl = { campaignId, advertiserId: LORANE.id, state, at: NOW };
  await bed.send(campaignControls, campaignId, value);
  await known(campaignId, state);
}
const known = (campaignId: string, state: string | undefined) =>
  eventually(`compliance knows that ${campaignId} is ${state}`, async () => {
    const [row] = await bed.sql<{ state: string }>(
      'SELECT state FROM compliance.campaign_control WHERE campaign_id = $1',
      [campaignId],
    );
    return row?.state === state;
  });
const story = (id: string) => bed.verdictsOf(id).map(({ verdict, code }) => [verdict, code]);
const endsWith = (id: string, verdict: string, code?: string) =>
  eventually(`${id} ends ${verdict} ${code}`, () => {
    const last = bed.verdictsOf(id).at(-1);
    return last?.verdict === verdict && last.code === code;
  });
async function giveBack(message: ClearedMessage, code: string): Promise<void> {
  await bed.send(messageStatus, message.recipientKey, {
    messageId: message.messageId,
    advertiserId: message.advertiserId,
    recipientKey: message.recipientKey,
    lane: 'marketing',
    status: 'expired',
    code,
    attempt: message.attempt,
    provider: 'test',
    sender: message.sender,
    at: NOW,
  });
}

test('holds a request of a paused campaign until it is resumed; others continue', async () => {
  const [paused, other] = [randomUUID(), randomUUID()];
  await control(paused, 'paused');
  const waits = await advert(paused);
  const reminder = await bed.ask({
    to: nextHandset(),
    campaignId: paused,
    category: 'informative',
    text: REMINDER,
  });
  expect(await bed.verdict(waits)).toMatchObject({ verdict: 'held', code: 'CAMPAIGN_PAUSED', attempt: 1 });
  expect(bed.verdictsOf(waits)[0]).not.toHaveProperty('heldUntil');
  expect(await bed.verdict(reminder)).toMatchObject({ verdict: 'held', code: 'CAMPAIGN_PAUSED' });
  for (const id of [await advert(other), await advert(undefined)]) await bed.firstCleared(id);
  expect(bed.cleared(waits)).toEqual([]);

  await control(paused, 'running');
  for (const id of [waits, reminder]) await bed.firstCleared(id);
  expect(story(waits)).toEqual([
    ['held', 'CAMPAIGN_PAUSED'],
    ['released', undefined],
    ['cleared', undefined],
  ]);
});

test('refuses a request of a cancelled campaign', async () => {
  const campaignId = randomUUID();
  await control(campaignId, 'cancelled');
  expect(await bed.verdict(await advert(campaignId))).toMatchObject({
    verdict: 'refused',
    code: 'CAMPAIGN_CANCELLED',
  });
});

test('messages held by a pause survive a restart and are decided again after the resume', async () => {
  const campaignId = randomUUID();
  await control(campaignId, 'paused');
  const ids = await adverts(3, campaignId);
  for (const id of ids) await bed.verdict(id);
  await bed.restart(NIGHT);
  await control(campaignId, 'running');
  for (const id of ids) await endsWith(id, 'held', 'WINDOW_CLOSED');
  expect(story(ids[0] ?? '')).toEqual([
    ['held', 'CAMPAIGN_PAUSED'],
    ['held', 'WINDOW_CLOSED'],
  ]);
});

test('a message that waits for the morning stays held if its campaign is paused, and is refused if it is cancelled', async () => {
  const campaignId = randomUUID();
  const [id, ...others] = await adverts(50, campaignId);
  const bystander = await advert(randomUUID());
  for (const each of [id ?? '', bystander, ...others]) await endsWith(each, 'held', 'WINDOW_CLOSED');
  await control(campaignId, 'paused');
  await bed.restart('2026-11-26T06:59:58Z');
  await endsWith(id ?? '', 'held', 'CAMPAIGN_PAUSED');
  await bed.firstCleared(bystander);
  await control(campaignId, 'cancelled');
  for (const each of [id ?? '', ...others]) await endsWith(each, 'refused', 'CAMPAIGN_CANCELLED');
  expect(bed.cleared(id ?? '')).toEqual([]);
  const held = 'SELECT 1 FROM compliance.held WHERE campaign_id = $1';
  expect(await bed.sql(held, [campaignId])).toEqual([]);
  const kept = `SELECT 1 FROM compliance.open_message WHERE request::jsonb ->> 'campaignId' = $1`;
  expect(await bed.sql(kept, [campaignId])).toEqual([]);
  await bed.restart(LAWFUL);
});

test('refuses a message of a paused campaign when it expires', async () => {
  const campaignId = randomUUID();
  await control(campaignId, 'paused');
  const expiresAt = Date.parse(LAWFUL) + 600_000;
  await bed.restart(LAWFUL);
  const id = await advert(campaignId, { expiresAt });
  expect(await bed.verdict(id)).toMatchObject({ verdict: 'held', code: 'CAMPAIGN_PAUSED', heldUntil: expiresAt });
  await bed.restart(new Date(expiresAt + 1_000).toISOString());
  await endsWith(id, 'refused', 'EXPIRED');
  await bed.restart(LAWFUL);
});

describe('a message that the dispatcher returned because its campaign was paused', () => {
  it('waits while the campaign is paused, and is sent after the resume', async () => {
    const campaignId = randomUUID();
    const id = await advert(campaignId);
    const cleared = await bed.firstCleared(id);
    await control(campaignId, 'paused');
    await giveBack(cleared, 'CAMPAIGN_PAUSED');
    await giveBack(cleared, 'CAMPAIGN_PAUSED');
    await endsWith(id, 'held', 'CAMPAIGN_PAUSED');
    await control(campaignId, 'running');
    await eventually('it is cleared again', () => bed.cleared(id).length === 2);
    expect(bed.cleared(id)[1]).toMatchObject({ attempt: 3 });
    expect(story(id)).toHaveLength(4);
  });

  it('is sent if the campaign was resumed before the return', async () => {
    const campaignId = randomUUID();
    const id = await advert(campaignId);
    const cleared = await bed.firstCleared(id);
    await control(campaignId, 'paused');
    await control(campaignId, 'running');
    await giveBack(cleared, 'CAMPAIGN_PAUSED');
    await eventually('it is cleared again', () => bed.cleared(id).length === 2);
  });

  it('waits if the pause arrives only after the return', async () => {
    const campaignId = randomUUID();
    const id = await advert(campaignId);
    await giveBack(await bed.firstCleared(id), 'CAMPAIGN_PAUSED');
    await eventually('it came back', () => bed.verdictsOf(id).length === 2);
    await control(campaignId, 'paused');
    const held = () =>
      bed.sql(`SELECT 1 FROM compliance.held WHERE message_id = $1 AND paused AND until = 'infinity'`, [id]);
    const again = () => bed.cleared(id)[1];
    await eventually('it is held for good, or was cleared again first', async () => again() ?? (await held())[0]);
    const cleared = again();
    if (cleared) await giveBack(cleared, 'CAMPAIGN_PAUSED');
    await eventually('it is held for good', async () => (await held()).length === 1);
    await control(campaignId, 'running');
    await endsWith(id, 'cleared');
  });

  it('is refused if the campaign was cancelled meanwhile', async () => {
    const campaignId = randomUUID();
    const id = await advert(campaignId);
    const cleared = await bed.firstCleared(id);
    await control(campaignId, 'cancelled');
    await giveBack(cleared, 'CAMPAIGN_PAUSED');
    await endsWith(id, 'refused', 'CAMPAIGN_CANCELLED');
  });
});

test('no request made while a campaign was cancelled is left over', async () => {
  const campaignId = randomUUID();
  await bed.restart(NIGHT);
  const asked = adverts(200, campaignId);
  await control(campaignId, 'cancelled');
  for (const id of await asked) await endsWith(id, 'refused', 'CAMPAIGN_CANCELLED');
  await bed.send(campaignControls, campaignId, null);
  await known(campaignId, undefined);
});

describe('adverts of an advertiser whose adverts are all paused', () => {
  const PAUSED: Advertiser = {
    ...LORANE,
    marketingPaused: { code: 'REGULATOR_ORDER', reason: 'CNIL, letter of 25 November', at: NOW },
  };
  async function publish(advertiser: Advertiser): Promise<void> {
    await bed.send(advertisers, advertiser.id, advertiser);
    const codes = advertiser.marketingPaused ? ['ADVERTISER_PAUSED'] : [];
    await eventually('compliance knows', async () => (await check('marketing')).join() === codes.join());
  }
  async function check(category: string): Promise<string[]> {
    const text = category === 'marketing' ? ADVERT : REMINDER;
    const answer = await fetch(`${bed.url}/v1/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, category, country: 'FR', advertiserId: LORANE.id, at: LAWFUL }),
    });
    const { verdict, reasons } = (await answer.json()) as { verdict: string; reasons: { code: string }[] };
    expect(verdict).toBe('accept');
    return reasons.map(({ code }) => code);
  }
  beforeAll(() => bed.restart(LAWFUL));

  it('are held until the resume, whoever published them; informative messages and other advertisers continue', async () => {
    await publish(PAUSED);
    const [campaignId, cancelledId] = [randomUUID(), randomUUID()];
    const [waits, ofCampaign, ofCancelled] = [
      await advert(undefined),
      await advert(campaignId),
      await advert(cancelledId),
    ];
    const reminder = await bed.ask({ to: nextHandset(), category: 'informative', text: REMINDER });
    const other = nextHandset();
    await bed.consent(other, { advertiserId: BRICOLIS.id });
    const others = await bed.ask({ to: other, advertiserId: BRICOLIS.id });
    const unlawful = await bed.ask({ to: nextHandset() });
    for (const id of [waits, ofCampaign, ofCancelled]) {
      expect(await bed.verdict(id)).toMatchObject({ verdict: 'held', code: 'ADVERTISER_PAUSED', attempt: 1 });
    }
    expect(bed.verdictsOf(waits)[0]).not.toHaveProperty('heldUntil');
    expect(await bed.verdict(unlawful)).toMatchObject({ verdict: 'refused', code: 'CONSENT_MISSING' });
    for (const id of [reminder, others]) await bed.firstCleared(id);
    expect(await check('informative')).toEqual([]);
    await control(cancelledId, 'cancelled');
    await endsWith(ofCancelled, 'refused', 'CAMPAIGN_CANCELLED');
    await control(campaignId, 'paused');

    await publish(LORANE);
    await bed.firstCleared(waits);
    expect(story(waits)).toEqual([
      ['held', 'ADVERTISER_PAUSED'],
      ['released', undefined],
      ['cleared', undefined],
    ]);
    await endsWith(ofCampaign, 'held', 'CAMPAIGN_PAUSED');
    await control(campaignId, 'running');
    await endsWith(ofCampaign, 'cleared');
  });

  it('are returned by the dispatcher and sent after the resume, even if published before', async () => {
    const [waits, late] = [await advert(undefined), await advert(undefined)];
    const [one, two] = [await bed.firstCleared(waits), await bed.firstCleared(late)];
    await publish(PAUSED);
    await giveBack(one, 'ADVERTISER_PAUSED');
    await endsWith(waits, 'held', 'ADVERTISER_PAUSED');
    const held = () => bed.sql(`SELECT 1 FROM compliance.held WHERE message_id = $1 AND until = 'infinity'`, [waits]);
    expect(await held()).toHaveLength(1);
    await publish(LORANE);
    await giveBack(two, 'ADVERTISER_PAUSED');
    for (const id of [waits, late]) {
      await eventually('it is cleared again', () => bed.cleared(id).length === 2);
      expect(bed.cleared(id)[1]).toMatchObject({ attempt: 3 });
    }
  });
});
