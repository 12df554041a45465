import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Refuses, answer, epochMsField, instantAnswer, uuidField } from '@stopsms/http';
import { Clock } from '@stopsms/kernel';
import { IANAZone } from 'luxon';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { nextWindows } from './next-windows';
import { ownHours } from './own-hours';
import { LoadedPacks } from '../packs/load-rule-packs';
import { findAdvertiser } from '../../http-parts/find-advertiser';

/** Two months and more, where every day has one. */
const MAX_WINDOWS = 100;
/** More than any area code spans; each costs as much as all others. */
const MAX_ZONES = 12;

/** Zones without repetitions, sorted, as a calendar is cached for them. */
const distinct = (zones: readonly string[]): string[] => [...new Set(zones)].sort();

class WindowsQuery extends createZodDto(
  z.object({
    advertiserId: uuidField('whose sending hours'),
    country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code, e.g. FR or MQ'),
    timeZones: z
      .string()
      .max(500)
      .transform((list) => distinct(list.split(',')))
      .refine((zones) => zones.length <= MAX_ZONES, `must name at most ${MAX_ZONES} zones`)
      .refine(
        (zones) => zones.every((zone) => IANAZone.isValidZone(zone)),
        'must be IANA names with commas between them, e.g. America/New_York',
      )
      .optional()
      .describe(
        'Time zones of the phone numbers, where they show them, separated by commas. Windows are open in all of them.',
      ),
    from: epochMsField().optional().describe('Start of the search in epoch milliseconds. Default: now.'),
    most: z.coerce.number().int().min(1).max(MAX_WINDOWS).default(14),
  }),
) {}

class WindowsAnswer extends answer(
  z.strictObject({
    windows: z.array(z.strictObject({ opensAt: instantAnswer, closesAt: instantAnswer })),
  }),
  { windows: [{ opensAt: '2026-11-25T10:00:00.000Z', closesAt: '2026-11-25T19:00:00.000Z' }] },
) {}

@ApiTags('check')
@Controller('v1/send-windows')
export class SendWindowsController {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly packs: LoadedPacks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Permits('advertisers:read', { in: 'query', field: 'advertiserId' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: WindowsAnswer })
  @ApiOperation({
    summary: 'Next windows in which adverts of an advertiser may be sent to a country; none if no rule pack allows any',
  })
  async list(@Query() { advertiserId, country, timeZones, from = this.clock.now(), most }: WindowsQuery) {
    const { sendingHours } = await findAdvertiser(this.directory, advertiserId);
    const windows = nextWindows(this.packs.choice, country, from, ownHours(sendingHours), timeZones, most);
    return {
      windows: windows.map(({ opensAt, closesAt }) => ({ opensAt: new Date(opensAt), closesAt: new Date(closesAt) })),
    };
  }
}
