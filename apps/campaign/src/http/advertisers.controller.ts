import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ok } from '@stopsms/kernel';
import { Problem } from '@stopsms/service-kit';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { AnswerOnce } from '../use-cases/answer-once';
import { CreateAdvertiser } from '../use-cases/create-advertiser';
import { FindAdvertisers } from '../use-cases/find-advertisers';
import { ApiIdempotencyKey, IdempotencyKey, keyReused } from './idempotency-key';
import { country, cursor, label, limit, uuid } from './request-fields';

/** Letters and digits, 3 to 11 of them, not digits alone (rules.md, sender minimum length; GSM 03.38 alphanumeric). */
const SENDER = /^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/;
/** French marketing codes: five digits that begin with 36 or 38. */
const FRENCH_CODE = /^3[68]\d{3}$/;
const CODE = /^\d{3,6}$/;
/** A host name, with a port where it is not the usual one. */
const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

const code = z.string().regex(CODE, 'must be 3 to 6 digits');

class NewAdvertiserDto extends createZodDto(
  z
    .strictObject({
      name: label(100).describe('as recipients know it'),
      legalName: label(200).describe('the legal entity for which texts are sent'),
      sender: z.string().regex(SENDER, 'must be 3 to 11 letters and digits, not digits alone').describe('sender ID'),
      shortCode: code.describe('code of the STOP mention; in France 36xxx or 38xxx'),
      country,
      codes: z.array(code).max(50).default([]).describe('every code this account may show; the short code always is'),
      linkHosts: z
        .array(z.string().toLowerCase().max(253).regex(HOST, 'must be a host name without scheme or path'))
        .max(50)
        .default([])
        .describe('hosts of its unsubscribe links'),
      webhookUrl: z
        .url({ protocol: /^https?$/ })
        .max(2_000)
        .optional()
        .describe('told of opt-outs'),
    })
    .superRefine(({ country: home, shortCode, codes }, context) => {
      if (home !== 'FR') return;
      for (const [path, value] of [
        ['shortCode', shortCode] as const,
        ...codes.map((each, n) => [`codes.${n}`, each] as const),
      ]) {
        if (FRENCH_CODE.test(value)) continue;
        context.addIssue({ code: 'custom', path: path.split('.'), message: 'must be 36xxx or 38xxx in France' });
      }
    }),
) {}

class AdvertisersQuery extends createZodDto(z.object({ cursor, limit })) {}
class AdvertiserPath extends createZodDto(z.object({ id: uuid('an advertiser id') })) {}

@ApiTags('advertisers')
@Controller('v1/advertisers')
export class AdvertisersController {
  constructor(
    private readonly answerOnce: AnswerOnce,
    private readonly createAdvertiser: CreateAdvertiser,
    private readonly find: FindAdvertisers,
  ) {}

  @Post()
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Creates an advertiser; two of them may share a code' })
  async create(@Body() body: NewAdvertiserDto, @IdempotencyKey() key: string | undefined) {
    const created = await this.answerOnce.execute('POST /v1/advertisers', key, body, async (tx) => {
      const { createdAt, ...advertiser } = await this.createAdvertiser.execute(tx, body);
      return ok({ ...advertiser, createdAt: new Date(createdAt).toISOString() });
    });
    if (!created.ok) throw keyReused();
    return created.value;
  }

  @Get()
  @ApiOperation({ summary: 'Advertisers, latest first, page by page' })
  list(@Query() query: AdvertisersQuery) {
    return this.find.page(query.cursor, query.limit);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One advertiser' })
  async get(@Param() { id }: AdvertiserPath) {
    const advertiser = await this.find.byId(id);
    if (!advertiser) throw Problem.notFound('advertiser', id);
    return advertiser;
  }
}
