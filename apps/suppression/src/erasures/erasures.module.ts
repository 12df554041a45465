import { Module } from '@nestjs/common';
import { NumbersModule } from '../numbers/numbers.module';
import { OptOutsModule } from '../opt-outs/opt-outs.module';
import { Erase } from './erase';
import { ErasuresController } from './erasures.controller';
import { FindErasures } from './find-erasures';

@Module({
  imports: [OptOutsModule, NumbersModule],
  controllers: [ErasuresController],
  providers: [Erase, FindErasures],
  exports: [FindErasures],
})
export class ErasuresModule {}
