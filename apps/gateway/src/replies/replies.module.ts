import { Module } from '@nestjs/common';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { EraseReplies } from './erase-replies';
import { ForwardReplies } from './forward-replies';

@Module({
  imports: [DeliveriesModule],
  providers: [EraseReplies, ForwardReplies],
  exports: [EraseReplies, ForwardReplies],
})
export class RepliesModule {}
