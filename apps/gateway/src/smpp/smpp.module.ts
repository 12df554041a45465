import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { SubmissionsModule } from '../submissions/submissions.module';
import { BindGuard } from './bind-guard';
import { LongTexts } from './long-texts';
import { Sessions } from './sessions';
import { SmppChannel } from './smpp-channel';
import { SmppServer } from './smpp-server';
import { TakeSubmits } from './take-submits';

@Module({
  imports: [DeliveriesModule, SubmissionsModule],
  providers: [Sessions, BindGuard, LongTexts, TakeSubmits, SmppServer, SmppChannel],
})
export class SmppModule {}
