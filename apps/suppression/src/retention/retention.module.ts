import { Module } from '@nestjs/common';
import { Purge } from './purge';

@Module({
  providers: [Purge],
})
export class RetentionModule {}
