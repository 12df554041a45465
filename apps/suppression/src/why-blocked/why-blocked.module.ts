import { Module } from '@nestjs/common';
import { NumbersModule } from '../numbers/numbers.module';
import { OptOutsModule } from '../opt-outs/opt-outs.module';
import { WhyBlockedController } from './why-blocked.controller';

@Module({
  imports: [OptOutsModule, NumbersModule],
  controllers: [WhyBlockedController],
})
export class WhyBlockedModule {}
