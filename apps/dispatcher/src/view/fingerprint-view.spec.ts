import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { type Fingerprint, KeyFingerprint } from './fingerprint';
import { FingerprintView } from './fingerprint-view';

const newKey = (): string => randomBytes(16).toString('base64url');

const KEYS = Array.from({ length: 12 }, newKey);
const SCOPES = ['*', '0190d3a4-7b1e-7c3d-8f2a-6b5c4d3e2f10', '0190d3a4-7b1e-7c3d-8f2a-6b5c4d3e2f10/parfums'];
const step = fc.record({
  key: fc.constantFrom(...KEYS),
  scope: fc.constantFrom(...SCOPES),
  state: fc.constantFrom('out' as const, 'out' as const, 'back' as const),
});
const pairs = KEYS.flatMap((key) => SCOPES.map((scope) => ({ key, scope })));

/** Fingerprint with few values, so that nearly all collide. */
class Crowded implements Fingerprint {
  hi = 0;
  lo = 0;

  constructor(private readonly sum: (text: string) => { hi: number; lo: number }) {}

  take(recipientKey: string, scope: string): void {
    Object.assign(this, this.sum(recipientKey + scope));
  }
}
const sum = (text: string): number => [...text].reduce((total, letter) => total + letter.charCodeAt(0), 0);

describe('the opt-out view', () => {
  it('gives the same result as a Map, for any input in any order and number', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const view = new FingerprintView();
        const model = new Map<string, boolean>();
        for (const { key, scope, state } of steps) {
          view.apply(key, scope, state);
          model.set(`${key}:${scope}`, state === 'out');
        }
        for (const { key, scope } of pairs) {
          expect(view.blocks(key, scope)).toBe(model.get(`${key}:${scope}`) ?? false);
        }
        expect(view.entries).toBe([...model.values()].filter(Boolean).length);
      }),
    );
  });

  it.each<[string, (text: string) => { hi: number; lo: number }]>([
    ['is the same for all', () => ({ hi: 7, lo: 7 })],
    ['has four values', (text) => ({ hi: sum(text) % 2, lo: sum(text) % 4 })],
    ['has one order and many values', (text) => ({ hi: sum(text), lo: 0x7ffffffe })],
    ['lies at the ends of the range', (text) => ({ hi: -1, lo: sum(text) % 2 ? 0x7ffffffe : -0x80000000 })],
  ])('never lets an opted-out recipient pass when the fingerprint %s', (_, fingerprint) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const view = new FingerprintView(new Crowded(fingerprint));
        const out = new Set<string>();
        for (const { key, scope, state } of steps) {
          view.apply(key, scope, state);
          if (state === 'out') out.add(`${key}:${scope}`);
          else out.delete(`${key}:${scope}`);
        }
        for (const { key, scope } of pairs) {
          if (out.has(`${key}:${scope}`)) expect(view.blocks(key, scope)).toBe(true);
        }
      }),
    );
  });

  it('lets one of two with the same fingerprint return, and blocks the other still', () => {
    const view = new FingerprintView(new Crowded(() => ({ hi: 1, lo: 1 })));
    const [ana = '', bob = ''] = KEYS;
    view.apply(ana, '*', 'out');
    view.apply(ana, '*', 'out');
    view.apply(bob, '*', 'out');
    view.apply(ana, '*', 'back');
    expect([view.blocks(ana, '*'), view.blocks(bob, '*')]).toEqual([false, true]);
    view.apply(ana, '*', 'out');
    expect(view.blocks(ana, '*')).toBe(true);
  });

  it('keeps blocking when somebody else returns who never was on the list', () => {
    const view = new FingerprintView(new Crowded(() => ({ hi: 1, lo: 1 })));
    const [ana = '', bob = ''] = KEYS;
    view.apply(bob, '*', 'out');
    view.apply(ana, '*', 'back');
    expect(view.blocks(bob, '*')).toBe(true);
  });

  it('answers with the scope that blocks', () => {
    const view = new FingerprintView();
    const [ana = '', bob = ''] = KEYS;
    view.apply(ana, 'lorane', 'out');
    expect(view.blockingScope(ana, ['*', 'lorane'])).toBe('lorane');
    expect(view.blockingScope(ana, ['*', 'panivo'])).toBeUndefined();
    expect(view.blockingScope(bob, ['*', 'lorane'])).toBeUndefined();
  });

  it('holds everything through many growths, at no more than 15 bytes an entry', () => {
    const view = new FingerprintView();
    const listed = Array.from({ length: 300_000 }, newKey);
    const others = Array.from({ length: 100_000 }, newKey);
    for (const key of listed) view.apply(key, '*', 'out');
    expect(listed.filter((key) => !view.blocks(key, '*'))).toEqual([]);
    expect(others.filter((key) => view.blocks(key, '*'))).toEqual([]);
    expect(view.entries).toBe(listed.length);
    expect(view.bytes / view.entries).toBeLessThan(15);
  });

  it('takes over returned recipients with the table of another view, and drops its own', () => {
    const [from, view] = [new FingerprintView(), new FingerprintView()];
    const [ana = '', bob = ''] = KEYS;
    for (const key of [ana, bob]) from.apply(key, 'lorane/parfums', 'out');
    from.apply(ana, 'lorane/parfums', 'back');
    view.apply(bob, 'lorane/parfums', 'out');
    view.apply(bob, 'lorane/parfums', 'back');
    view.replace([...from.shards]);
    expect([ana, bob].map((key) => view.blocks(key, 'lorane/parfums'))).toEqual([false, true]);
    expect(view.entries).toBe(1);
  });

  it('is empty when cleared', () => {
    const view = new FingerprintView();
    const [ana = ''] = KEYS;
    view.apply(ana, '*', 'out');
    view.clear();
    expect([view.blocks(ana, '*'), view.entries]).toEqual([false, 0]);
  });
});

describe('a fingerprint', () => {
  const of = (key: string, scope: string) => {
    const fingerprint = new KeyFingerprint();
    fingerprint.take(key, scope);
    return [fingerprint.hi, fingerprint.lo];
  };

  it('is the first 64 bits of the key but for the scope, the same for each scope', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const key = Buffer.from(bytes).toString('base64url');
        const [hi = 0, lo = 0] = of(key, '*');
        const [zeroHi = 0, zeroLo = 0] = of('A'.repeat(22), '*');
        const view = new DataView(bytes.buffer);
        expect(hi ^ zeroHi).toBe(view.getInt32(0));
        // Bits 32 to 35 are the lower part of the sixth character, which the high word leaves out.
        expect(lo ^ zeroLo).toBe((view.getInt32(4) << 4) | (view.getUint8(8) >> 4));
      }),
    );
  });

  it('differs from scope to scope', () => {
    expect(of(KEYS[0] ?? '', '*')).not.toEqual(of(KEYS[0] ?? '', 'lorane'));
  });
});
