import { Module } from '@nestjs/common';
import { CheckCaller } from './check-caller';
import { FailedCallers } from './failed-callers';

@Module({ providers: [FailedCallers, CheckCaller], exports: [CheckCaller] })
export class CallersModule {}
