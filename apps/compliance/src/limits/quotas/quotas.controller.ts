import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Refuses, uuidField } from '@stopsms/http';
import { Clock } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { AdvertiserLimits } from './advertiser-limits';
import { FindQuotas, type QuotaState } from './find-quotas';
import { findAdvertiser } from '../../http-parts/find-advertiser';
import { QuotasAnswer } from './quotas.schema';

class AdvertiserPath extends createZodDto(z.object({ id: uuidField() })) {}

@ApiTags('quotas')
@Controller('v1/advertisers/:id/quotas')
export class QuotasController {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly find: FindQuotas,
    private readonly limits: AdvertiserLimits,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Permits('advertisers:read', { in: 'params', field: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: QuotasAnswer })
  @ApiOperation({
    summary: 'Quotas of an advertiser, its usage today and this month (UTC), and the countries to which it may send',
    description: [
      'A message counts when it is cleared, an advert or not; over a limit it is refused (QUOTA_EXCEEDED), and to any other',
      'country too (COUNTRY_NOT_ALLOWED). An operator changes limits and countries by PATCH /v1/advertisers/:id of campaign.',
    ].join(' '),
  })
  async get(@Param() { id }: AdvertiserPath) {
    const account = await findAdvertiser(this.directory, id);
    const now = this.clock.now();
    const { day, month } = await this.find.execute(account, now);
    const countries = this.limits.countriesOf(account, now);
    return {
      advertiserId: account.id,
      day: shown(day),
      month: shown(month),
      frequencyCaps: account.frequencyCaps ?? [],
      countries: countries === 'any' ? null : countries,
    };
  }
}

const shown = ({ limit, used, startsAt, endsAt }: QuotaState) => ({
  limit: limit ?? null,
  used,
  startsAt: new Date(startsAt).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
});
