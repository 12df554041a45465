import { Module } from '@nestjs/common';
import { RulesModule } from '../rules/rules.module';
import { ForgetPlaces } from './caps/forget-places';
import { AdvertiserLimits } from './quotas/advertiser-limits';
import { CountUse } from './quotas/count-use';
import { EnforceQuotas } from './quotas/enforce-quotas';
import { FindQuotas } from './quotas/find-quotas';
import { ForgetUses } from './quotas/forget-uses';
import { QuotasController } from './quotas/quotas.controller';
import { FindTrust } from './trust/find-trust';
import { ForgetTrust } from './trust/forget-trust';

const PROVIDERS = [
  AdvertiserLimits,
  CountUse,
  EnforceQuotas,
  FindQuotas,
  FindTrust,
  ForgetPlaces,
  ForgetTrust,
  ForgetUses,
];

/** Limits of advertisers and recipients: caps, quotas, trust. */
@Module({
  imports: [RulesModule],
  controllers: [QuotasController],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class LimitsModule {}
