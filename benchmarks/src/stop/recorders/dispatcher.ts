import { type MoReceived, moReceived } from '@stopsms/contracts';
import type { EachBatchPayload } from 'kafkajs';
import { Quarantine } from '../../../../apps/dispatcher/src/quarantine/quarantine';
import { FingerprintView } from '../../../../apps/dispatcher/src/view/fingerprint-view';
import { TopicConsumer } from '../../../../libs/messaging/src/consuming/topic-consumer';
import type { Note } from '../steps-recorder';
import { around } from './around';
import { keysOf } from './keys-of';

export function record(note: Note): void {
  around(TopicConsumer, 'keepingAlive', ({ batch: { topic, messages } }: EachBatchPayload) => {
    if (topic === moReceived.name) note('followed', keysOf(messages));
  });
  const { received } = Quarantine.prototype;
  Quarantine.prototype.received = function (text: MoReceived) {
    received.call(this, text);
    note('blocked', [text.recipientKey]);
  };
  const { apply } = FingerprintView.prototype;
  FingerprintView.prototype.apply = function (recipientKey, scope, state) {
    apply.call(this, recipientKey, scope, state);
    if (state === 'out') note('listed', [recipientKey]);
  };
}
