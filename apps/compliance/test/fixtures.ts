import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { Advertiser, ConsentCollected, SmsRequested } from '@stopsms/contracts';
import { keys } from '@stopsms/testing';
import type { OutcomeReport } from '../src/decision/outcomes/record-outcomes';

/** A Wednesday, 11:00 in Paris. */
export const LAWFUL = '2026-11-25T10:00:00Z';
/** The same day, behind whatever a service that began at `LAWFUL` has seen, however slow the machine is. */
export const HALF_AN_HOUR_ON = '2026-11-25T10:30:00Z';
export const NOW = Date.parse(LAWFUL);
export const DAY = 86_400_000;

export const newSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
/** Signs the proofs of a run. */
export const PROOF_SIGNING_KEY = newSigningKey();

export const LORANE: Advertiser = {
  id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01',
  name: 'Lorane',
  legalName: 'Lorane SAS',
  sender: 'Lorane',
  shortCode: '36180',
  country: 'FR',
  codes: ['36180', '36190', '38100'],
  linkHosts: ['s.example-brand.fr'],
  senders: ['FR', 'DE'].map((country) => ({ country, sender: 'Lorane' })),
  createdAt: NOW,
};

/** Has neither a second code nor a link host. */
export const BRICOLIS: Advertiser = {
  ...LORANE,
  id: '5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a02',
  name: 'Bricolis',
  sender: 'Bricolis',
  codes: ['36180'],
  linkHosts: [],
  senders: [{ country: 'FR', sender: 'Bricolis' }],
};

export const ADVERT = 'Lorane : -20% sur les manteaux ce week-end. STOP 36180';
export const REMINDER = 'Lorane : votre commande 70214 est prête, retrait en boutique avant samedi 19h.';

export const requestOf = (request: Partial<SmsRequested>): SmsRequested => ({
  id: randomUUID(),
  advertiserId: LORANE.id,
  category: 'marketing',
  to: '+33639980001',
  text: ADVERT,
  ...request,
});

export const consentOf = (phone: string, consent: Partial<ConsentCollected>): ConsentCollected => ({
  consentId: randomUUID(),
  recipientKey: keys.keyOf(phone),
  advertiserId: LORANE.id,
  grantedAt: NOW - DAY,
  source: 'shop form',
  wording: 'I agree to receive offers of Lorane by SMS.',
  collectedBy: 'address book 1, row 2',
  ...consent,
});

/** Report of the dispatcher, or of the operator if `kind` is `receipt`. */
export const outcomeOf = ({ messageId }: { messageId: string }, kind: string, at: number): OutcomeReport => ({
  source: { topic: kind, partition: 0 },
  outcome: {
    ...{ messageId, isLast: true },
    report:
      kind === 'receipt'
        ? { outcome: 'delivered' as const, stat: 'DELIVRD', provider: 'sim', smscId: 'a', at }
        : { status: 'submitted' as const, attempt: 1, at, provider: 'sim', smscIds: ['a'] },
  },
});
