import { Type } from '@sinclair/typebox';
import { compacted, defineTopic, type ValueOf } from '../define-topic';
import { Instant, OneOf, RecipientKey } from '../fields';

// Compacted, so that a late reader knows every number that must not be used. Apart from opt-outs, since an unreachable number is no
// wish of a person (docs/law/numbers.md#dead-and-reassigned-numbers). A tombstone means that a text arrived from it.
export const numberStates = defineTopic({
  name: 'suppression.number-states.v1',
  description: 'Numbers that receipts suggest are out of use; withdrawn once a text comes from them.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    recipientKey: RecipientKey,
    state: OneOf('suspended', 'invalid'),
    since: Instant('first failure'),
    provider: Type.String({ description: 'operator whose receipt reported it' }),
    error: Type.Optional(Type.String({ description: 'the operator’s error' })),
  }),
  cleanup: compacted,
});
export type NumberStateRecord = ValueOf<typeof numberStates>;
