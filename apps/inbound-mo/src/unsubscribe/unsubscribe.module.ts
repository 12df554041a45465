import { Module } from '@nestjs/common';
import { LinksModule } from '../links/links.module';
import { ReceiptsModule } from '../receipts/receipts.module';
import { RepliesModule } from '../replies/replies.module';
import { FindVisitor } from './find-visitor';
import { UnreadableLinks } from './unreadable-links';
import { Unsubscribe } from './unsubscribe';
import { UnsubscribeController } from './unsubscribe.controller';

@Module({
  imports: [LinksModule, ReceiptsModule, RepliesModule],
  controllers: [UnsubscribeController],
  providers: [FindVisitor, UnreadableLinks, Unsubscribe],
})
export class UnsubscribeModule {}
