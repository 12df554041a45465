import { Module } from '@nestjs/common';
import { OperatorModule } from '../operator/operator.module';
import { AboutMessage } from './about-message';
import { RememberedOutcomes } from './remembered-outcomes';

@Module({
  imports: [OperatorModule],
  providers: [AboutMessage, RememberedOutcomes],
  exports: [AboutMessage, RememberedOutcomes],
})
export class MessagesModule {}
