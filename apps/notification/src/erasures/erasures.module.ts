import { Module } from '@nestjs/common';
import { EraseRecipients } from './erase-recipients';

@Module({
  providers: [EraseRecipients],
  exports: [EraseRecipients],
})
export class ErasuresModule {}
