import { Module } from '@nestjs/common';
import { ReceivingModule } from '../receiving/receiving.module';
import { AcceptListed } from './accept-listed';
import { PollInboxes } from './poll-inboxes';

/** Replies that providers list, for those whose callback was lost. */
@Module({ imports: [ReceivingModule], providers: [AcceptListed, PollInboxes] })
export class InboxModule {}
