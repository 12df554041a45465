import { Module } from '@nestjs/common';
import { Callbacks } from './callbacks';

@Module({ providers: [Callbacks], exports: [Callbacks] })
export class CallbacksModule {}
