import { type MoReceived, moReceived } from '@stopsms/contracts';
import type { EachBatchPayload } from 'kafkajs';
import { AcceptMo } from '../../../../apps/inbound-mo/src/receiving/accept-mo';
import type { IncomingMo } from '../../../../apps/inbound-mo/src/produces/inbound-mo.received.v1';
import { ReadReplies } from '../../../../apps/inbound-mo/src/replies/read-replies';
import type { Fetched } from '../../../../libs/messaging/src/consuming/batch-walk';
import { DetachedBatches } from '../../../../libs/messaging/src/consuming/detached-batches';
import { type Encoded, SendQueue } from '../../../../libs/messaging/src/publishing/send-queue';
import type { Note } from '../steps-recorder';
import { around } from './around';
import { keysOf } from './keys-of';

export function record(note: Note): void {
  around(AcceptMo, 'execute', ({ from }: IncomingMo) => note('decoded', [from]));
  const sent = (batch: { topic: string; records: Encoded[] }[]) =>
    batch.flatMap(({ topic, records }) => (topic === moReceived.name ? records.map(({ key }) => key ?? '') : []));
  around(
    SendQueue,
    'attempt',
    (batch: Parameters<typeof sent>[0]) => note('producing', sent(batch)),
    (batch) => note('confirmed', sent(batch)),
  );
  around(DetachedBatches, 'take', ({ batch: { topic, messages } }: EachBatchPayload) => {
    if (topic === moReceived.name) note('fetched', keysOf(messages));
  });
  around(DetachedBatches, 'others', ({ topic, messages }: Fetched) => {
    if (topic === moReceived.name) note('round', keysOf(messages));
  });
  const keys = (mos: MoReceived[]) => mos.map(({ recipientKey }) => recipientKey);
  around(
    ReadReplies,
    'execute',
    (mos: MoReceived[]) => note('reading', keys(mos)),
    (mos) => note('stored', keys(mos)),
  );
}
