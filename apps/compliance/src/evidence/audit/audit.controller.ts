import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { SERVICES } from '@stopsms/contracts';
import {
  OF_A_PHONE,
  Refuses,
  bodyDto,
  cursorEpochMs,
  cursorField,
  dayField,
  isoInstantField,
  pageCursor,
  pageLimit,
  phoneField,
  phoneIn,
  uuidField,
} from '@stopsms/http';
import { Clock, RecipientKeys, dayOf } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { RESULTS } from './audit-question';
import { CheckAuditSeals } from './check-audit-seals';
import { FindAuditEvents, type AuditEventView } from './find-audit-events';
import { AuditAnswer, AuditSealsAnswer } from './audit.schema';
import { ADVERTISER_ID, PHONE } from '../../http-parts/examples';

const CURSOR = pageCursor({ at: cursorEpochMs(), id: uuidField() });
const DAYS = 30;
const DAY_MS = 86_400_000;

const filters = {
  actor: z.string().min(1).max(200).optional().describe('Subject or name of a person, or name or ID of an API key.'),
  advertiserId: uuidField().optional(),
  resource: z
    .string()
    .min(1)
    .max(120)
    .optional()
    .describe('ID of the object of the action: a campaign, a review, an API key.'),
  service: z.enum(SERVICES).optional(),
  operation: z
    .string()
    .min(1)
    .max(120)
    .optional()
    .describe('Operation ID of the route, as in the OpenAPI document of the service.'),
  kind: z.enum(['act', 'look']).optional(),
  result: z
    .enum(RESULTS)
    .optional()
    .describe(
      'Result by HTTP status: `done` below 400, `refused` below 500, `failed` from 500; `unknown` if the end of the request was not reported.',
    ),
  from: isoInstantField().optional().describe(`Start of the period, inclusive. Default: ${DAYS} days before \`to\`.`),
  to: isoInstantField().optional().describe('End of the period, exclusive. Default: now.'),
  cursor: cursorField.optional(),
  limit: pageLimit({ usual: 100, most: 500 }),
};

/** Each is read anew and hashed. */
const MAX_SEALED_DAYS = 31;
const SEALED_DAYS = 7;
class SealsQuery extends createZodDto(
  z
    .object({
      from: dayField().optional().describe('First day, UTC.'),
      to: dayField()
        .optional()
        .describe(`Last day, UTC. Without \`from\` and \`to\`, the last ${SEALED_DAYS} days are returned.`),
    })
    .refine(({ from, to }) => (from === undefined) === (to === undefined), {
      path: ['to'],
      error: 'must come with from, and from with to',
    })
    .refine(({ from, to }) => !from || !to || Date.parse(to) - Date.parse(from) < MAX_SEALED_DAYS * DAY_MS, {
      path: ['from'],
      error: `must lie within ${MAX_SEALED_DAYS} days before \`to\``,
    }),
) {}
class AuditQuery extends createZodDto(z.object(filters)) {}
class AuditSearch extends bodyDto(
  z.strictObject({
    ...filters,
    phone: phoneField
      .optional()
      .describe('Phone number in E.164, or national in `country`, of the person whom the events concern.'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be two capital letters, e.g. FR')
      .default('FR'),
  }),
  { phone: PHONE, advertiserId: ADVERTISER_ID, limit: 100 },
) {}

@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(
    private readonly find: FindAuditEvents,
    private readonly seals: CheckAuditSeals,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Permits('audit:read')
  @LooksAtPersonalData()
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: AuditAnswer })
  @ApiOperation({
    summary: 'Audit events of all services: who did what, and who viewed whose data; latest first, page by page',
    description:
      'Each event is listed once, with its result. The URL never contains a phone number: `POST /v1/audit/search` finds events that concern a person.',
  })
  list(@Query() query: AuditQuery) {
    return this.page(query, undefined);
  }

  @Post('search')
  @Permits('audit:read')
  @HttpCode(200)
  @LooksAtPersonalData()
  @Refuses('invalid-cursor', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: AuditAnswer })
  @ApiOperation({ summary: 'Audit events of all services, also by phone number' })
  search(@Body() { phone, country, ...query }: AuditSearch) {
    return this.page(
      query,
      phone === undefined ? undefined : this.keys.keyOf(phoneIn('body', 'phone', phone, country).e164),
    );
  }

  @Get('seals')
  @Permits('audit:read')
  @ZodResponse({ status: 200, type: AuditSealsAnswer })
  @ApiOperation({
    summary: 'Verification of the audit log by day: whether all sealed events are complete and unaltered',
    description: `At most ${MAX_SEALED_DAYS} days per request, latest first. Days without a seal are omitted. The platform also verifies the seals itself and reports a broken one as guarantee G6.`,
  })
  async checkSeals(@Query() { from, to }: SealsQuery) {
    const now = this.clock.now();
    return { items: await this.seals.days(from ?? dayOf(now - (SEALED_DAYS - 1) * DAY_MS), to ?? dayOf(now)) };
  }

  private async page(
    { cursor, limit, from, to = this.clock.now() + 1, ...question }: AuditQuery,
    recipientKey?: string,
  ) {
    const since = from ?? Math.max(0, to - DAYS * DAY_MS);
    const found = await this.find.page({ ...question, recipientKey, from: since, to }, CURSOR.read(cursor), limit + 1);
    const { items, ...next } = CURSOR.page(found, limit, ({ event: { at, id } }) => ({ at, id }));
    return { items: items.map(shown), ...next };
  }
}

function shown({ event: { stage: _, at, result, ...event }, isAltered }: AuditEventView) {
  return { ...event, at: new Date(at).toISOString(), result: result ?? null, isAltered };
}
