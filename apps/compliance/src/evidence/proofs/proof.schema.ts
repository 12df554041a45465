import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { consentSince } from '../../people/consents/consents.schema';
import { ADVERTISER_ID, AT, HEAD, MESSAGE_ID, PACK_HASH } from '../../http-parts/examples';

// What is sealed of a message is shown as it was written down, whatever members it had then: decisions, statuses and receipts are
// open objects, of which only the members that every one has are named.

const instant = z.iso.datetime();
const path = z.array(z.string()).describe('Hashes of the Merkle path, from the leaf to the root.');

const signedBy = z.string().exactOptional().describe('ID of the key that signed the head.');
const signature = z.string().exactOptional().describe('Signature of `stopsms-proof-head/1 <head>`, base64.');

const batch = z.strictObject({
  seq: z.int(),
  day: z.iso.date(),
  sealedAt: instant,
  count: z.int().describe('Number of facts in the batch.'),
  root: z.string(),
  previous: z.string().nullable(),
  signedBy,
});
const day = z.strictObject({
  day: z.iso.date(),
  firstSeq: z.int(),
  batches: z.int(),
  root: z.string(),
  previous: z.string().nullable(),
  signedBy,
});
const sealed = {
  batch,
  head: z.string().describe('Head of the batch.'),
  signature,
  day: z
    .strictObject({ position: z.int(), path, header: day, head: z.string(), signature })
    .nullable()
    .describe('Head of the day and the path of the batch in it. Null until the day is over.'),
};
const seal = z.strictObject({
  facts: z
    .array(
      z.strictObject({
        entry: z
          .string()
          .describe(
            'Part of the document that the fact seals: `1` is the first decision, `1:submitted` its status, `receipt` the receipt.',
          ),
        previous: z.string().nullable().describe('Hash of the previous fact; null for the first.'),
        hash: z.string().describe('Hash of the leaf in the Merkle tree.'),
        position: z.int(),
        path,
      }),
    )
    .describe('Facts of the message in the order in which they were recorded.'),
  ...sealed,
});
const request = z.strictObject({
  advertiserId: z.string(),
  campaignId: z.string().nullable(),
  category: z.string(),
  recipientKey: z.string().nullable().describe('Keyed hash of the phone number.'),
  region: z.string().nullable(),
  requestedAt: instant,
  textHash: z.string(),
  traceparent: z.string(),
});
const REQUEST = {
  advertiserId: ADVERTISER_ID,
  campaignId: null,
  category: 'informative',
  recipientKey: 'nq3VwX0bq2kD8mJ7yH5rTg',
  region: 'FR',
  requestedAt: AT,
  textHash: PACK_HASH,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

const proof = z
  .strictObject({
    format: z.literal('stopsms-proof/2'),
    messageId: z.string(),
    issuedAt: instant,
    advertiser: z.string().nullable().describe('Current name of the advertiser.'),
    summary: z.string(),
    explanation: z.strictObject({ happened: z.array(z.string()), wouldChange: z.array(z.string()) }),
    consentsSince: z.array(consentSince).describe('Later changes of the consents.'),
    sealing: z.strictObject({ state: z.enum(['sealed', 'partly', 'waiting', 'altered']), detail: z.string() }),
    request,
    decisions: z.array(
      z.looseObject({ attempt: z.int(), at: instant, verdict: z.enum(['cleared', 'held', 'refused']) }),
    ),
    statuses: z.array(z.looseObject({ attempt: z.int(), at: instant, status: z.string() })),
    receipt: z.looseObject({ outcome: z.string(), at: instant }).nullable(),
    seals: z.array(seal).describe('Batches that seal facts of the message, earliest first.'),
    acts: z
      .array(
        z.strictObject({
          id: z.guid(),
          stage: z.enum(['begun', 'ended']),
          kind: z.enum(['act', 'look']),
          at: instant,
          service: z.string(),
          operation: z.string().describe('Operation ID of the route.'),
          who: z.strictObject({
            kind: z.string(),
            subject: z.string().exactOptional(),
            name: z.string().exactOptional(),
            keyId: z.string().exactOptional(),
          }),
          from: z.string().describe('Salted hash of the IP address.'),
          on: z.strictObject({
            advertiserId: z.guid().exactOptional(),
            resources: z.array(z.strictObject({ kind: z.string(), id: z.string() })),
            recipientKeys: z.array(z.string()),
          }),
          result: z.strictObject({ status: z.int(), problem: z.string().exactOptional() }).exactOptional(),
          requestId: z.string(),
        }),
      )
      .exactOptional()
      .describe('Audit events of the campaign, of reviews of the text, and of the message; the first 50.'),
    actSeals: z
      .array(seal)
      .exactOptional()
      .describe('Batches that seal the audit events. The `entry` of a fact is the ID and stage of the event.'),
    numberSalt: z
      .string()
      .exactOptional()
      .describe('Salt with which a holder of the phone number can verify that the message was sent to it.'),
    digest: z.string().describe('SHA-256 of the canonical JSON of the document without `signature`.'),
    signature: z
      .strictObject({
        keyId: z.string(),
        publicKey: z
          .string()
          .describe('Public key in PEM format. Verify with `GET /v1/proof-keys` that it is the platform’s key.'),
        signature: z.string().describe('Signature of `stopsms-proof-document/1 sha256:<digest>`, base64.'),
      })
      .exactOptional()
      .describe(
        'Signature of the platform, which states that at `issuedAt` the document contained everything about the message.',
      ),
  })
  .meta({ id: 'Proof' });
const PROOF = {
  format: 'stopsms-proof/2' as const,
  messageId: MESSAGE_ID,
  issuedAt: AT,
  advertiser: 'Lorane',
  summary: 'Lorane asked for an informative message to a number of FR. It was cleared.',
  explanation: {
    happened: ['Lorane asked for an informative message to a number of FR.', 'It was cleared.'],
    wouldChange: [],
  },
  consentsSince: [],
  sealing: { state: 'waiting' as const, detail: 'Nothing of this message is sealed yet.' },
  request: REQUEST,
  decisions: [{ attempt: 1, at: AT, verdict: 'cleared' as const }],
  statuses: [],
  receipt: null,
  seals: [],
  digest: HEAD,
};

export class ProofAnswer extends answer(proof, PROOF) {}
export class ProofsAnswer extends answer(
  z.strictObject({
    items: z.array(proof),
    missing: z.array(z.guid()).describe('Messages that are unknown, or belong to another advertiser.'),
  }),
  { items: [PROOF], missing: [] },
) {}

const head = z.string();
const TODAY = { seq: 7, day: '2026-11-25', sealedAt: AT, count: 210, root: HEAD, previous: HEAD, head: HEAD };

export class ProofHeadsAnswer extends answer(
  pageAnswer(day.extend({ head, signature })).extend({
    latest: batch.extend({ head, signature }).nullable().describe('Head of the last batch of the current day.'),
  }),
  {
    items: [{ day: '2026-11-24', firstSeq: 1, batches: 6, root: HEAD, previous: null, head: HEAD }],
    latest: TODAY,
  },
) {}

export class ProofKeysAnswer extends answer(
  z.strictObject({
    items: z.array(
      z.strictObject({
        keyId: z.string().describe('SHA-256 of the public key (SPKI, DER), base64url, 22 characters.'),
        algorithm: z.literal('Ed25519'),
        publicKey: z.string().describe('Public key in PEM format.'),
        validFrom: instant,
        validUntil: instant.nullable().describe('End of the key’s use. Null for the current key.'),
        revokedFrom: instant.nullable().describe('Time from which signatures of the key are no longer trusted.'),
      }),
    ),
  }),
  {
    items: [
      {
        keyId: 'q0uXbQm1t3J5vTn2l9Zc7A',
        algorithm: 'Ed25519' as const,
        publicKey: '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA…\n-----END PUBLIC KEY-----\n',
        validFrom: AT,
        validUntil: null,
        revokedFrom: null,
      },
    ],
  },
) {}
