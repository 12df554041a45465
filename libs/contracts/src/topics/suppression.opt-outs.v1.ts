import { Type } from '@sinclair/typebox';
import { compacted, defineTopic, type ValueOf } from '../define-topic';
import { Instant, OneOf, Scope, Uuid } from '../fields';

const OptOut = Type.Object({
  state: OneOf('out', 'back'),
  scope: Scope,
  episodeId: Uuid('one stay on the list, from active to out until a valid return'),
  at: Instant('event time'),
  source: OneOf('sms', 'web', 'api', 'import', 'provider', 'complaint', 'erasure'),
  evidenceId: Type.String({ description: 'reply, receipt, report or request that caused it' }),
});
const Heartbeat = Type.Object({
  heartbeat: Instant('the writer was alive'),
  republishedAt: Type.Optional(
    Instant('when the last whole writing of the list began; it has been on the topic since before this record'),
  ),
  generation: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 15,
      description:
        'generation of the recipient keys of the list from here on, 0 if absent; with heartbeat 0, the list is not yet complete',
    }),
  ),
});
const Canary = Type.Object({ canary: Type.String({ description: 'digest of the recipient secret in use' }) });

export const CANARY_KEY = 'canary';
export const heartbeatKey = (partition: number): string => `heartbeat:${partition}`;
export const optOutKey = (recipientKey: string, scope: string): string => `${recipientKey}:${scope}`;

// Compacted, so that a restarted dispatcher rebuilds its view from this topic alone, and kept for ever, so no number is
// in it (CNIL MED-2023-040). Three kinds of record: opt-outs, one heartbeat per partition, and the secret's canary.
export const optOuts = defineTopic({
  name: 'suppression.opt-outs.v1',
  description: 'The opt-out list: recipients, and the advertisers that must not text them.',
  key: {
    pattern: '^([A-Za-z0-9_-]{22}:.+|heartbeat:\\d+|canary)$',
    description: '`recipientKey:scope`, partitioned by recipientKey; or `heartbeat:<partition>`; or `canary`',
  },
  value: Type.Union([OptOut, Heartbeat, Canary]),
  cleanup: compacted,
  partitionBy: (key) => key.slice(0, key.indexOf(':')),
});
export type OptOutRecord = ValueOf<typeof optOuts>;
export type OptOut = Extract<OptOutRecord, { state: string }>;
