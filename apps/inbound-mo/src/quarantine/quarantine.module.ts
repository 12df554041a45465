import { Module } from '@nestjs/common';
import { EndQuarantine } from './end-quarantine';
import { TrackQuarantines } from './track-quarantines';
import { ListQuarantines } from './list-quarantines';
import { QuarantinesController } from './quarantines.controller';

@Module({
  controllers: [QuarantinesController],
  providers: [EndQuarantine, TrackQuarantines, ListQuarantines],
  exports: [TrackQuarantines],
})
export class QuarantineModule {}
