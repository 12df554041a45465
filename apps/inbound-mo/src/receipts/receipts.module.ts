import { Module } from '@nestjs/common';
import { AcceptReceipts } from './accept-receipts';
import { JoinUnknown } from './join-unknown';
import { PublishOutcomes } from './publish-outcomes';
import { RecordSends } from './record-sends';
import { SelectFailures } from './select-failures';
import { SendLedger } from './send-ledger';
import { SettleReceipts } from './settle-receipts';

@Module({
  providers: [AcceptReceipts, JoinUnknown, PublishOutcomes, RecordSends, SelectFailures, SendLedger, SettleReceipts],
  exports: [AcceptReceipts, JoinUnknown, RecordSends, SendLedger, SettleReceipts],
})
export class ReceiptsModule {}
