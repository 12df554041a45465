import { Module } from '@nestjs/common';
import { OptOutsModule } from '../opt-outs/opt-outs.module';
import { LiftOptOut } from './lift-opt-out';
import { LiftController } from './lift.controller';
import { RecordReturns } from './record-returns';

@Module({
  imports: [OptOutsModule],
  controllers: [LiftController],
  providers: [RecordReturns, LiftOptOut],
  exports: [RecordReturns],
})
export class ReturnsModule {}
