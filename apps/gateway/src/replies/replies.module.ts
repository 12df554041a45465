import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { ForwardReplies } from './forward-replies';
import { KeepTexts } from './keep-texts';

@Module({
  imports: [DeliveriesModule],
  providers: [KeepTexts, ForwardReplies],
  exports: [KeepTexts, ForwardReplies],
})
export class RepliesModule {}
