import { Module } from '@nestjs/common';
import { ReloadAccounts } from './reload-accounts';

@Module({ providers: [ReloadAccounts] })
export class ReloadModule {}
