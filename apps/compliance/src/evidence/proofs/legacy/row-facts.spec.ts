import { recordDigest } from '../../../rules/digest/digest';
import { entriesOf, sealedLeaf } from '../sealing/format-1';
import type { SealedConsent } from '../../../people/consents/sealed-consent';
import { type MessageRow, rowFacts } from './row-facts';

const at = Date.parse('2026-11-25T10:00:00Z');
const CONSENT: SealedConsent = {
  id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a11',
  recipientKey: 'AAAAAAAAAAAAAAAAAAAAAA',
  advertiserId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01',
  basis: 'consent',
  grantedAt: '2026-11-24T10:00:00.000Z',
  source: 'shop form',
  wording: 'I agree.',
  collectedBy: 'row 2',
  ownAct: true,
  evidence: {},
  recordedAt: '2026-11-24T10:00:01.000Z',
};
const READING = { textHash: 'sha256-text', pack: { id: 'FR@2026.1', hash: 'sha256-pack' }, reasons: [] };
const ROW: MessageRow = {
  messageId: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a99',
  advertiserId: CONSENT.advertiserId,
  campaignId: null,
  category: 'marketing',
  recipientKey: CONSENT.recipientKey,
  region: 'FR',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  requestedAt: new Date(at),
  decisions: {
    '2': { attempt: 2, at: at + 60_000, verdict: 'cleared', readingId: 'r', consentId: CONSENT.id },
    '1': { attempt: 1, at, verdict: 'held', code: 'WINDOW_CLOSED', heldUntil: at + 60_000, readingId: 'r' },
  },
  outcomes: {
    '2:submitted': { attempt: 2, status: 'submitted', at: at + 61_000, provider: 'sim', smscIds: ['a1'] } as {
      at: number;
    },
    '2:submitting': { attempt: 2, status: 'submitting', at: at + 61_000, provider: 'sim' } as { at: number },
  },
};
const consents = new Map([[CONSENT.id, CONSENT]]);
const readings = new Map([['r', READING]]) as unknown as Parameters<typeof rowFacts>[2];
const facts = (sealed: string[] = [], known = consents) => rowFacts(ROW, known, readings, sealed);
const leaf = (of = facts(), covers = entriesOf(of)) => sealedLeaf(of, covers, null).toString('hex');

// If this fails, every seal there is would be called broken. Keep how facts are written, or give the new way a format of
// its own and keep this one for old seals.
test('what is sealed of a message is what was always sealed of it', () => {
  expect(leaf()).toBe('437dfaea2f9bc6b18448b497b7798bae52b19ccb444718e45a8c3f675a990222');
});

test('entries are listed in the order in which they happened, instants in ISO', () => {
  expect(entriesOf(facts())).toEqual(['1', '2', '2:submitting', '2:submitted']);
  expect(facts().decisions[0]).toMatchObject({ heldUntil: '2026-11-25T10:01:00.000Z', textHash: 'sha256-text' });
});

test('what was sealed before is there without what came later', () => {
  const { '2:submitted': _, ...earlier } = ROW.outcomes;
  const before = rowFacts({ ...ROW, outcomes: earlier }, consents, readings, []);
  expect(leaf(facts(), entriesOf(before))).toBe(leaf(before));
});

describe('a consent that was sealed', () => {
  const digest = recordDigest(CONSENT);

  test('is shown as long as it is kept as it was', () => {
    expect(facts().decisions[1]?.consent).toEqual(CONSENT);
    expect(facts([digest]).decisions[1]?.consent).toEqual(CONSENT);
  });

  test.each([
    { it: 'erased', known: new Map<string, SealedConsent>() },
    { it: 'altered', known: new Map([[CONSENT.id, { ...CONSENT, wording: 'I agree to everything.' }]]) },
  ])('is its digest once it is $it, and the seal still holds', ({ known }) => {
    expect(facts([digest], known).decisions[1]?.consent).toBe(digest);
    expect(leaf(facts([digest], known))).toBe(leaf());
  });
});

test('a consent erased before it was sealed is said to be so, also once somebody records it again', () => {
  const erased = { id: CONSENT.id, erased: true };
  expect(facts([], new Map()).decisions[1]?.consent).toEqual(erased);
  expect(facts([recordDigest(erased)]).decisions[1]?.consent).toEqual(erased);
});
