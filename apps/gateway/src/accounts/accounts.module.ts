import { Global, Module } from '@nestjs/common';
import { Accounts } from './accounts';

@Global()
@Module({ providers: [Accounts], exports: [Accounts] })
export class AccountsModule {}
