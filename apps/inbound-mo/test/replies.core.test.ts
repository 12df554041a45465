import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, type Reply, moReceived, replies } from '@stopsms/contracts';
import { STATUS } from '@stopsms/smpp';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, submitted } from './bed';

const CODE = '36180';
const DAY_MS = 86_400_000;
const LONG = 'Bonjour, je ne veux plus recevoir vos messages publicitaires, merci de retirer mon numéro. '.repeat(3);

let bed: Bed;
let service: RunningService;
let read: Reply[];
let acme: Advertiser;

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady({ PARTS_WAIT_MS: '3000' });
  read = await bed.values(replies);
  acme = await bed.brand('Acme', [CODE]);
});

afterAll(() => bed.end());

const repliesOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));
const replyOf = (handset: string) => eventually('the reply is read', () => repliesOf(handset)[0]);

async function answer(from: string, text: string, to = CODE): Promise<Reply> {
  expect(await bed.operator.mo({ from, to, text })).toEqual([0]);
  return replyOf(from);
}

describe('a reply', () => {
  it('is read, attributed to the one advertiser that texted, and publishes no text', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme)]);
    const reply = await answer(handset, 'stop');
    expect(reply).toMatchObject({
      msisdn: handset,
      region: 'FR',
      channel: 'sms',
      code: CODE,
      tier: 'exact',
      everyAdvertiser: false,
      attributed: true,
      advertisers: [
        { advertiserId: acme.id, confidence: 1, evidence: expect.stringMatching(/^last text .+ from 36180$/) },
      ],
    });
    expect(await bed.sql('SELECT text, tier FROM reply WHERE reply_id = $1', [reply.replyId])).toEqual([
      { text: 'stop', tier: 'exact' },
    ]);
  });

  it('says that it is from somebody else than the intended person, and only then', async () => {
    expect(await answer(newHandset(), 'Vous vous trompez de personne')).toMatchObject({
      tier: 'likely',
      about: 'wrong-person',
    });
    expect(await answer(newHandset(), 'Non merci')).not.toHaveProperty('about');
  });

  it('is not an opt-out when it asks for nothing', async () => {
    expect(await answer(newHandset(), 'Merci, à demain')).toMatchObject({ tier: 'none' });
  });

  it('reaches every advertiser of the platform with STOP ALL', async () => {
    const handset = newHandset();
    await bed.statuses([submitted(handset, acme)]);
    const reply = await answer(handset, 'STOP ALL');
    expect(reply).toMatchObject({ tier: 'exact', everyAdvertiser: true, textedBy: [acme.id] });
    expect(await answer(newHandset(), 'STOP ALL')).not.toHaveProperty('textedBy');
  });

  it('from overseas is read with its region, whatever calling code it came with', async () => {
    expect(await bed.operator.mo({ from: '+33690000123', to: CODE, text: 'STOP' })).toEqual([0]);
    expect(await replyOf('+590690000123')).toMatchObject({ msisdn: '+590690000123', region: 'GP' });
  });

  it('with characters that PostgreSQL cannot store is still read', async () => {
    const handset = newHandset();
    await bed.operator.deliver({
      source_addr_ton: 1,
      source_addr: handset.slice(1),
      dest_addr_ton: 3,
      destination_addr: CODE,
      data_coding: 8,
      short_message: Buffer.from('S\u0000TOP\ud83d', 'utf16le').swap16(),
    });
    expect(await replyOf(handset)).toMatchObject({ code: CODE });
  });

  it('that comes as data_sm is read as any other, and alert_notification does not disturb', async () => {
    const handset = newHandset();
    bed.operator.notify();
    const fields = { source_addr_ton: 1, source_addr: handset.slice(1), dest_addr_ton: 3, destination_addr: CODE };
    const [text] = bed.operator.parts({ from: handset, to: CODE, text: 'STOP 🛑' });
    const message_payload = text?.['short_message'];
    expect(await bed.operator.deliver({ ...fields, data_coding: 8, message_payload }, 'data_sm')).toBe(0);
    expect(await replyOf(handset)).toMatchObject({ msisdn: handset, code: CODE, tier: 'clear' });
    expect(bed.operator.commands).toContain('data_sm_resp');
    expect(bed.operator.commands).not.toContain('generic_nack');
  });

  it('from a name is refused for good, because nobody can be opted out by it', async () => {
    const before = read.length;
    const name = { source_addr_ton: 5, source_addr: 'BANQUE', destination_addr: CODE, short_message: Buffer.from('x') };
    expect(await bed.operator.deliver(name)).toBe(STATUS.ESME_RX_P_APPN);
    await answer(newHandset(), 'STOP');
    expect(read).toHaveLength(before + 1);
  });
});

describe('an MO delivered again', () => {
  it('with the same incoming_id is one reply', async () => {
    const handset = newHandset();
    const mo = { from: handset, to: CODE, text: 'STOP', id: `mo-${handset}` };
    await Promise.all([bed.operator.mo(mo), bed.operator.mo(mo)]);
    await bed.operator.mo(mo);
    await bed.operator.mo({ ...mo, text: 'merci', id: `next-${handset}` });
    await eventually('what came behind them is read', () => repliesOf(handset).at(-1)?.tier === 'none');
    expect(repliesOf(handset).map(({ tier }) => tier)).toEqual(['exact', 'none']);
  });

  it('with the incoming_id of another handset’s, or of another text, is another reply', async () => {
    const [one, other] = [newHandset(), newHandset()];
    const mo = { from: one, to: CODE, text: 'STOP', id: 'counted-from-1' };
    for (const each of [mo, { ...mo, from: other }, { ...mo, text: 'STOP ALL' }]) await bed.operator.mo(each);
    await eventually('all are read', () => repliesOf(one).length === 2 && repliesOf(other).length === 1);
  });

  it('under another id is another reply', async () => {
    const handset = newHandset();
    await bed.operator.mo({ from: handset, to: CODE, text: 'STOP', id: `a-${handset}` });
    await bed.operator.mo({ from: handset, to: CODE, text: 'STOP', id: `b-${handset}` });
    await eventually('two replies', () => repliesOf(handset).length === 2);
  });
});

describe('a long reply', () => {
  it('is read whole, whatever the order of its parts, and once', async () => {
    const handset = newHandset();
    const parts = bed.operator.parts({ from: handset, to: CODE, text: `${LONG} 😀`, id: `long-${handset}` });
    expect(parts.length).toBeGreaterThan(2);
    for (const part of [...parts].reverse()) expect(await bed.operator.deliver(part)).toBe(0);
    const reply = await replyOf(handset);
    expect(await bed.sql('SELECT text FROM reply WHERE reply_id = $1', [reply.replyId])).toEqual([
      { text: `${LONG} 😀` },
    ]);
    await Promise.all(parts.map((part) => bed.operator.deliver(part)));
    await answer(newHandset(), 'STOP');
    expect(repliesOf(handset)).toHaveLength(1);
  });

  it('is published before the text after it, whatever the clocks of the replicas', async () => {
    const handset = newHandset();
    const [recipientKey, now] = [keys.keyOf(handset), Date.now()];
    const from = { recipientKey, provider: 'simulator', from: handset, to: CODE, receivedAt: now };
    const parts = ['ST', 'OP'].map((text, n) => ({ text, part: { reference: 7, total: 2, sequence: n + 1 } }));
    const texts = [
      ...parts.map((part) => ({ ...from, ...part, acceptedAt: now })),
      { ...from, text: 'START', acceptedAt: now - 5_000 },
    ];
    await bed.put(
      moReceived,
      texts.map((text) => ({ key: recipientKey, value: { moId: randomUUID(), ...text } })),
    );
    const both = await eventually('both are read', () => repliesOf(handset).length === 2 && repliesOf(handset));
    expect(both.map(({ tier, acceptedAt }) => [tier, acceptedAt])).toEqual([
      ['exact', now],
      ['start', now + 1],
    ]);
  });

  it('that stays incomplete is read as far as it came', async () => {
    const handset = newHandset();
    const [, ...rest] = bed.operator.parts({ from: handset, to: CODE, text: `${LONG} STOP`, id: `cut-${handset}` });
    for (const part of rest) await bed.operator.deliver(part);
    expect(await replyOf(handset)).toMatchObject({ tier: expect.stringMatching(/^(clear|likely)$/) });
  });
});

test('metrics contain no phone number', async () => {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toMatch(/stopsms_replies_total\{channel="sms",tier="exact",attributed="true",.+\} \d+/);
  expect(metrics).toMatch(/stopsms_mo_to_reply_seconds_count\{.+\} \d+/);
  expect(metrics).not.toMatch(/3363998/);
});

test('number and text are deleted after 30 days, and the classification stays', async () => {
  const { replyId } = await answer(newHandset(), 'STOP');
  const kept = () => bed.sql('SELECT msisdn, text, tier FROM reply WHERE reply_id = $1', [replyId]);
  await service.close();
  service = await bed.startReady({ STOPSMS_CLOCK: new Date(Date.now() + 29 * DAY_MS).toISOString() });
  await eventually('the retention job has run', async () => (await bed.sql('SELECT FROM mo_part')).length === 0);
  expect(await kept()).toEqual([{ msisdn: expect.any(String), text: 'STOP', tier: 'exact' }]);
  await service.close();
  service = await bed.startReady({ STOPSMS_CLOCK: new Date(Date.now() + 31 * DAY_MS).toISOString() });
  await eventually('it is purged', async () => {
    expect(await kept()).toEqual([{ msisdn: null, text: null, tier: 'exact' }]);
    return true;
  });
});
