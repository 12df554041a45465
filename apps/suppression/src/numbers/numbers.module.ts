import { Module } from '@nestjs/common';
import { NumbersController } from './numbers.controller';
import { RecordNumberStates } from './record-number-states';

@Module({
  controllers: [NumbersController],
  providers: [RecordNumberStates],
  exports: [RecordNumberStates],
})
export class NumbersModule {}
