import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/rules.module';
import { EnforcementLevels } from './enforcement/enforcement-levels';
import { FindObserved } from './enforcement/find-observed';
import { ObservedController } from './enforcement/observed.controller';
import { WatchEnforcement } from './enforcement/watch-enforcement';
import { AdvertiserLimits } from './quotas/advertiser-limits';
import { CountUse } from './quotas/count-use';
import { EnforceQuotas } from './quotas/enforce-quotas';
import { FindQuotas } from './quotas/find-quotas';
import { QuotasController } from './quotas/quotas.controller';
import { FindTrust } from './trust/find-trust';

const PROVIDERS = [
  AdvertiserLimits,
  CountUse,
  EnforceQuotas,
  EnforcementLevels,
  FindObserved,
  FindQuotas,
  FindTrust,
  WatchEnforcement,
];

/** Limits of advertisers and recipients: caps, quotas, trust. */
@Module({
  imports: [RulesModule],
  controllers: [ObservedController, QuotasController],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class LimitsModule {}
