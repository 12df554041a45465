import { Module } from '@nestjs/common';
import { QuarantineModule } from '../quarantine/quarantine.module';
import { RepliesModule } from '../replies/replies.module';
import { EraseRecipients } from './erase-recipients';
import { FindReplies } from './find-replies';
import { PersonsController } from './persons.controller';

@Module({
  imports: [QuarantineModule, RepliesModule],
  controllers: [PersonsController],
  providers: [EraseRecipients, FindReplies],
  exports: [EraseRecipients],
})
export class RecipientsModule {}
