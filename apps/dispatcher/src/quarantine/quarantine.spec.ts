import { randomUUID } from 'node:crypto';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { type Advertiser, type MoReceived, type Quarantine as Kept, optOuts } from '@stopsms/contracts';
import { Freshness } from '../view/freshness';
import { type Advert, Quarantine } from './quarantine';

const LORANE = randomUUID();
const PANIVO = randomUUID();
const OTHER = randomUUID();
const KEY = 'AAAAAAAAAAAAAAAAAAAAAA';
const NUMBER = '+33639980001';
const NOW = 1_790_000_000_000;

let now: number;
let freshness: Freshness;
let quarantine: Quarantine;

beforeEach(() => {
  now = NOW;
  const clock = { now: () => now };
  const none = {} as never;
  freshness = new Freshness(none, none, none, clock, 5_000);
  const directory = new AdvertiserDirectory(() => none);
  for (const [id, codes] of [
    [LORANE, ['36180', '36181']],
    [PANIVO, ['36181']],
    [OTHER, ['36199']],
  ] as const) {
    directory.put(id, { id, codes: [...codes] } as unknown as Advertiser);
  }
  quarantine = new Quarantine(directory, freshness, clock);
  quarantine.begin(NOW - 900_000);
});

const text = (more: Partial<MoReceived> = {}): MoReceived => ({
  ...{ moId: randomUUID(), recipientKey: KEY, provider: 'p', from: NUMBER, to: '36180', text: 'STOP', receivedAt: now },
  ...more,
});
const kept = (moId: string, more: Partial<Kept> = {}): Kept => ({
  ...{ moId, recipientKey: KEY, code: '36180', why: 'opt-out', receivedAt: now },
  ...more,
});
const advert = (more: Partial<Advert> = {}): Advert => ({
  ...{ lane: 'marketing', advertiserId: LORANE, recipientKey: KEY, to: NUMBER, sender: 'Lorane' },
  ...more,
});
const isHeld = (more: Partial<Advert> = {}) => quarantine.vetoOf(advert(more)) !== undefined;
const heldOf = (...ids: string[]) => ids.filter((advertiserId) => isHeld({ advertiserId }));
const beat = (at: number) => {
  for (let n = 0; n < optOuts.partitions; n += 1) freshness.beat(n, at);
};

describe('a text that waits for a decision', () => {
  it('holds adverts of every advertiser it concerns, and counts as undecided', () => {
    const mo = text();
    quarantine.received(mo);
    quarantine.kept(kept(mo.moId, { why: 'undecided', advertiserIds: [OTHER] }));
    expect(heldOf(LORANE, PANIVO, OTHER)).toEqual([LORANE, OTHER]);
    now += 600_000;
    expect(quarantine.state()).toEqual({ texts: 1, undecided: 1, oldestMs: 0 });
  });

  it('ends at once when decided as no request', () => {
    const mo = text();
    quarantine.kept(kept(mo.moId, { why: 'undecided' }));
    quarantine.over(mo.moId, now);
    expect(isHeld()).toBe(false);
  });

  it('ends once the view has it when decided as a STOP', () => {
    const mo = text();
    quarantine.kept(kept(mo.moId, { why: 'undecided' }));
    quarantine.kept(kept(mo.moId, { why: 'opt-out', everyAdvertiser: true }));
    expect(heldOf(LORANE, PANIVO, OTHER)).toEqual([LORANE, PANIVO, OTHER]);
    quarantine.over(mo.moId, now);
    expect(isHeld()).toBe(true);
    now += 3_000;
    beat(now);
    expect(isHeld()).toBe(false);
    expect(quarantine.state()).toEqual({ texts: 0, undecided: 0, oldestMs: 0 });
  });
});

describe('an unclassified text holds adverts', () => {
  it.each([
    { it: 'of advertisers that may use its code', to: '36180', held: [LORANE] },
    { it: 'of all that share it', to: '36181', held: [LORANE, PANIVO] },
    { it: 'of all advertisers, if none has the code', to: '38000', held: [LORANE, PANIVO, OTHER] },
  ])('$it', ({ to, held }) => {
    quarantine.received(text({ to }));
    expect(heldOf(LORANE, PANIVO, OTHER)).toEqual(held);
  });

  it('of an advertiser that uses the code as a sender', () => {
    quarantine.received(text({ to: '36180' }));
    expect(isHeld({ advertiserId: OTHER, sender: '36180' })).toBe(true);
  });

  it('to its sender alone, by the key or the number, and adverts alone', () => {
    quarantine.received(text());
    expect(isHeld({ recipientKey: 'BBBBBBBBBBBBBBBBBBBBBB', to: '+33639980002' })).toBe(false);
    expect(isHeld({ recipientKey: 'BBBBBBBBBBBBBBBBBBBBBB' })).toBe(true);
    expect(isHeld({ to: '+33639980002' })).toBe(true);
    expect(isHeld({ lane: 'informative' })).toBe(false);
    expect(isHeld({ lane: 'service', advertiserId: null })).toBe(false);
  });

  it('of every advertiser it concerns, as a STOP', () => {
    const [one, all] = [text(), text()];
    quarantine.received(one);
    quarantine.kept(kept(one.moId, { advertiserIds: [OTHER] }));
    expect(heldOf(LORANE, PANIVO, OTHER)).toEqual([LORANE, OTHER]);
    quarantine.kept(kept(all.moId, { everyAdvertiser: true }));
    expect(heldOf(LORANE, PANIVO, OTHER)).toEqual([LORANE, PANIVO, OTHER]);
  });
});

describe('a hold ends', () => {
  it('when classified as no request to stop; each text of a person separately', () => {
    const [one, two] = [text(), text()];
    for (const each of [one, two]) quarantine.received(each);
    quarantine.over(one.moId, now);
    expect(isHeld()).toBe(true);
    quarantine.over(two.moId, now);
    expect(isHeld()).toBe(false);
    expect(quarantine.state()).toEqual({ texts: 0, undecided: 0, oldestMs: 0 });
  });

  it('for a STOP, when heartbeats prove that the view has its opt-out', () => {
    const stop = text();
    beat(now);
    quarantine.received(stop);
    quarantine.kept(kept(stop.moId));
    quarantine.over(stop.moId, now);
    now += 1_500;
    beat(now);
    quarantine.forget(now);
    expect(isHeld()).toBe(true);
    now += 1_500;
    beat(now);
    expect(isHeld()).toBe(false);
  });

  it('also if its end is read before the text itself', () => {
    const stop = text();
    quarantine.over(stop.moId, now);
    quarantine.received(stop);
    expect(isHeld()).toBe(false);
    quarantine.forget(now - 1);
    quarantine.received(stop);
    expect(isHeld()).toBe(false);
  });

  it('not by the end of the same text of two days before', () => {
    const stop = text();
    quarantine.over(stop.moId, now);
    quarantine.forget(now);
    quarantine.received(stop);
    expect(isHeld()).toBe(true);
  });

  it('not by an earlier end, when it is held again', () => {
    const stop = text();
    quarantine.received(stop);
    quarantine.over(stop.moId, now);
    quarantine.kept(kept(stop.moId));
    expect(isHeld()).toBe(true);
  });
});

describe('a text that cannot be parsed', () => {
  it('holds adverts of all advertisers if its code is unknown', () => {
    quarantine.unreadable({ moId: randomUUID(), recipientKey: KEY, receivedAt: now });
    expect(heldOf(LORANE, PANIVO, OTHER)).toEqual([LORANE, PANIVO, OTHER]);
    expect(quarantine.problem()).toBeUndefined();
  });

  it('holds all adverts if its sender is unknown, until a person ends it', () => {
    const moId = randomUUID();
    quarantine.unreadable({ moId, receivedAt: now });
    expect(quarantine.problem()).toContain(moId);
    quarantine.over(moId, now);
    expect(quarantine.problem()).toBeUndefined();
  });
});

it('ends from before this run use no memory', () => {
  for (let n = 0; n < 300_000; n += 1) quarantine.over(`old-${n}`, NOW - 3_600_000);
  expect(quarantine.problem()).toBeUndefined();
});

it('beyond its limit no advert leaves, until there is room and all is read again', () => {
  const flood = Array.from({ length: 200_001 }, (_, n) =>
    text({ moId: `mo-${n}`, recipientKey: `k${n}`, from: `+${n}` }),
  );
  for (const each of flood) quarantine.received(each);
  expect(quarantine.problem()).toMatch(/more than 200000 texts/);
  expect(quarantine.hasRoomAgain).toBe(false);
  for (const { moId } of flood.slice(0, 150_000)) quarantine.over(moId, now);
  quarantine.forget(now);
  expect(quarantine.hasRoomAgain).toBe(true);
  expect(quarantine.problem()).toMatch(/more than 200000 texts/);
  quarantine.begin(now);
  expect(quarantine.problem()).toBeUndefined();
});

it('reports the age of the oldest text', () => {
  quarantine.received(text({ receivedAt: now - 60_000 }));
  quarantine.received(text({ receivedAt: now - 600_000 }));
  expect(quarantine.state()).toEqual({ texts: 2, undecided: 0, oldestMs: 600_000 });
});
