import { randomUUID } from 'node:crypto';
import type { OptOutChanged } from '@stopsms/contracts';
import { planPush } from './plan-push';

const [lorane, bricolis] = ['019aaa10-0000-7000-8000-000000000001', '019aaa10-0000-7000-8000-000000000002'];

const change = (scopes: string[], fields: Partial<OptOutChanged> = {}): OptOutChanged => ({
  ...{ changeId: randomUUID(), recipientKey: 'nq3VwX0bq2kD8mJ7yH5rTg', change: 'opted-out', source: 'sms', at: 0 },
  optOuts: scopes.map((scope) => ({ scope, advertiserId: scope === '*' ? null : scope, episodeId: randomUUID() })),
  ...{ evidenceId: 'a reply', attributed: true, msisdn: '+33639980001', numberKnownTo: [lorane] },
  ...fields,
});
const plan = (of: OptOutChanged, advertisers: string[], concerned: string[]) =>
  planPush(of, advertisers, new Set(concerned));

describe('an opt-out', () => {
  it('goes to the account of its advertiser, and of all advertisers after STOP ALL', () => {
    expect(plan(change([lorane]), [lorane], [lorane])).toBe('push');
    expect(plan(change(['*']), [lorane, bricolis], [])).toBe('push');
    expect(plan(change([lorane]), [bricolis], [lorane])).toBe('nothing');
  });

  it('of one advertiser does not block an account that it shares with another, unless they are one legal entity', () => {
    expect(plan(change([lorane]), [lorane, bricolis], [lorane])).toBe('narrower');
    expect(plan(change([lorane]), [lorane, bricolis], [lorane, bricolis])).toBe('push');
  });

  it('of a stream is not from the advertiser', () => {
    expect(plan(change([`${lorane}/news`]), [lorane], [])).toBe('nothing');
  });

  it('pushes a number only to systems that have it, and counts it if none has', () => {
    expect(plan(change(['*'], { numberKnownTo: [bricolis] }), [lorane], [])).toBe('nothing');
    const { msisdn: _, ...without } = change([lorane]);
    expect(plan(without, [lorane], [lorane])).toBe('no-number');
    expect(plan(without, [bricolis], [lorane])).toBe('nothing');
    expect(plan({ ...without, change: 'repeated' }, [lorane], [lorane])).toBe('nothing');
  });
});

describe('a return', () => {
  const back = (fields: Partial<OptOutChanged> = {}) => change([lorane], { change: 'returned', ...fields });

  it('by START counts for an account of this advertiser alone', () => {
    expect(plan(back(), [lorane], [lorane])).toBe('return');
    expect(plan(back(), [lorane, bricolis], [lorane, bricolis])).toBe('nothing');
    expect(plan(back(), [bricolis], [lorane])).toBe('nothing');
  });

  it('lifted by a person on a document lifts nothing elsewhere', () => {
    const document = { kind: 'letter', keptAt: 'archive', at: 0, sha256: '0'.repeat(64) };
    expect(plan(back({ lift: { by: 'Ann', reason: 'letter', document } }), [lorane], [lorane])).toBe('nothing');
    expect(plan(back({ source: 'api' }), [lorane], [lorane])).toBe('nothing');
  });
});
