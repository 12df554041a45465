import { Module } from '@nestjs/common';
import { EndQuarantine } from './end-quarantine';
import { KeepQuarantines } from './keep-quarantines';
import { ListQuarantines } from './list-quarantines';
import { QuarantinesController } from './quarantines.controller';

@Module({
  controllers: [QuarantinesController],
  providers: [EndQuarantine, KeepQuarantines, ListQuarantines],
  exports: [KeepQuarantines],
})
export class QuarantineModule {}
