import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/rules.module';
import { AdvertiserLimits } from './quotas/advertiser-limits';
import { CountUse } from './quotas/count-use';
import { EnforceQuotas } from './quotas/enforce-quotas';
import { FindQuotas } from './quotas/find-quotas';
import { QuotasController } from './quotas/quotas.controller';
import { FindTrust } from './trust/find-trust';

const PROVIDERS = [AdvertiserLimits, CountUse, EnforceQuotas, FindQuotas, FindTrust];

/** Limits of advertisers and recipients: caps, quotas, trust. */
@Module({
  imports: [RulesModule],
  controllers: [QuotasController],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class LimitsModule {}
