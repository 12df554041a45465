import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActsFor, type Caller, CallerOf, Permits, signedBy } from '@stopsms/access';
import { Problem, Refuses, bodyDto, nameField } from '@stopsms/http';
import { ok } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { codeFault } from './account-code.rule';
import { AnswerOnce } from '../http-parts/answer-once';
import { type AdvertiserRefusal, ChangeAdvertiser } from './change-advertiser';
import { CreateAdvertiser, type NewAdvertiserRefusal } from './create-advertiser';
import { FindAdvertisers } from './find-advertisers';
import { type AdvertiserView, advertiserView } from './stored-advertiser';
import { senderTaken } from './senders/advertiser-senders.controller';
import { advertiserFields, code, entityDecision, refuseBoth, registration } from './advertiser-fields';
import { firstAdvertiser } from '../http-parts/first-campaign';
import { ApiIdempotencyKey, IdempotencyKey, keyReused } from '../http-parts/idempotency-key';
import { country, cursor, limit, uuid } from '../http-parts/request-fields';
import { AdvertiserAnswer, AdvertiserChangesAnswer, AdvertisersAnswer } from './advertisers.schema';

const { name, sender, codes, linkHosts, webhookUrl, sendingHours, contact, quotas, frequencyCaps, countries } =
  advertiserFields;

class NewAdvertiserDto extends createZodDto(
  z
    .strictObject({
      name,
      legalName: nameField(200).describe('Legal entity on whose behalf messages are sent.'),
      registration: registration.exactOptional(),
      ...entityDecision,
      sender,
      shortCode: code.describe('Short code of the STOP mention; in France 36xxx or 38xxx.'),
      country,
      codes: codes.default([]),
      linkHosts: linkHosts.default([]),
      webhookUrl: webhookUrl.exactOptional(),
      sendingHours: sendingHours.exactOptional(),
      contact: contact.exactOptional(),
      quotas: quotas.exactOptional(),
      frequencyCaps: frequencyCaps.exactOptional(),
      countries: countries.exactOptional(),
    })
    .superRefine((given, context) => {
      refuseBoth(given, context);
      const check = (value: string, ...path: (string | number)[]) => {
        const message = codeFault(given.country, value);
        if (message) context.addIssue({ code: 'custom', path, message });
      };
      check(given.shortCode, 'shortCode');
      given.codes.forEach((each, index) => check(each, 'codes', index));
    }),
) {}

class AdvertiserChangesDto extends bodyDto(
  z
    .strictObject({
      name: name.exactOptional(),
      registration: registration.nullable().exactOptional(),
      ...entityDecision,
      sender: sender.exactOptional(),
      codes: codes.describe('All short codes of the account, including those that it already has.').exactOptional(),
      linkHosts: linkHosts
        .describe('Hosts of the account’s unsubscribe links; replaces the current list.')
        .exactOptional(),
      webhookUrl: webhookUrl.nullable().exactOptional(),
      sendingHours: sendingHours.nullable().exactOptional(),
      contact: contact.nullable().exactOptional(),
      quotas: quotas.nullable().exactOptional(),
      frequencyCaps: frequencyCaps.nullable().exactOptional(),
      countries: countries.nullable().exactOptional(),
      by: nameField(100)
        .describe(
          'Name of the person who makes the change. With an API key or a signed-in person, that name is recorded instead.',
        )
        .exactOptional(),
    })
    .superRefine(refuseBoth)
    .refine(({ by: _, ...changes }) => Object.keys(changes).length > 0, {
      error: `must change something: give at least one of ${[...Object.keys(advertiserFields), 'registration', ...Object.keys(entityDecision)].join(', ')}`,
    }),
  {
    sendingHours: { saturday: '10:00-18:00', sunday: 'closed' },
    quotas: { messagesPerDay: 20_000 },
    frequencyCaps: [{ adverts: 4, hours: 168 }],
    countries: ['FR'],
  },
) {}

class AdvertisersQuery extends createZodDto(z.object({ cursor, limit })) {}
class AdvertiserPath extends createZodDto(z.object({ id: uuid('an advertiser id') })) {}

/** True if a webhook without TLS is refused: in production mode, which no setting overrides. */
export const WEBHOOKS_NEED_TLS = Symbol('webhooks need TLS');

@ApiTags('advertisers')
@Controller('v1/advertisers')
export class AdvertisersController {
  constructor(
    private readonly answerOnce: AnswerOnce,
    private readonly createAdvertiser: CreateAdvertiser,
    private readonly changeAdvertiser: ChangeAdvertiser,
    private readonly find: FindAdvertisers,
    @Inject(WEBHOOKS_NEED_TLS) private readonly needTls: boolean,
  ) {}

  @Post()
  @Permits('advertisers:manage')
  @Refuses('sender-taken', 'legal-entity-known', 'not-found')
  @ZodResponse({ status: 201, type: AdvertiserAnswer })
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Creates an advertiser; several advertisers may share a short code' })
  @ApiBody({ type: NewAdvertiserDto, ...firstAdvertiser })
  async create(
    @Body() body: NewAdvertiserDto,
    @IdempotencyKey() key: string | undefined,
    @CallerOf() caller: Caller,
  ): Promise<AdvertiserView> {
    this.refuseWithoutTls(body.webhookUrl);
    const created = await this.answerOnce.execute('POST /v1/advertisers', key, body, async (tx) => {
      const made = await this.createAdvertiser.execute(tx, body, signedBy(caller, undefined));
      return made.ok ? ok(advertiserView(made.value)) : made;
    });
    if (created.ok) return created.value;
    throw created.refusal.code === 'idempotency-key-reused' ? keyReused() : newProblem(created.refusal);
  }

  @Get()
  @Permits('advertisers:read', 'listed')
  @ZodResponse({ status: 200, type: AdvertisersAnswer })
  @ApiOperation({ summary: 'Advertisers that the caller acts for, latest first, page by page' })
  list(@Query() query: AdvertisersQuery, @ActsFor() actsFor: readonly string[] | undefined) {
    return this.find.page(query.cursor, query.limit, actsFor);
  }

  @Get(':id')
  @Permits('advertisers:read', { in: 'params', field: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: AdvertiserAnswer })
  @ApiOperation({ summary: 'An advertiser' })
  async get(@Param() { id }: AdvertiserPath) {
    const advertiser = await this.find.byId(id);
    if (!advertiser) throw Problem.notFound('advertiser', id);
    return advertiser;
  }

  @Get(':id/changes')
  @Permits('advertisers:history')
  @ZodResponse({ status: 200, type: AdvertiserChangesAnswer })
  @ApiOperation({ summary: 'Latest 100 changes of an advertiser with their authors, latest first' })
  async changes(@Param() { id }: AdvertiserPath) {
    return { items: await this.find.changes(id) };
  }

  @Patch(':id')
  @Permits('advertisers:manage')
  @Refuses('not-found', 'code-still-answered', 'sender-taken', 'legal-entity-known')
  @ZodResponse({ status: 200, type: AdvertiserAnswer })
  @ApiOperation({
    summary:
      'Changes an advertiser; omitted fields keep their value, null clears one. Short codes can be added, not removed',
  })
  async change(
    @Param() { id }: AdvertiserPath,
    @Body() { by, ...changes }: AdvertiserChangesDto,
    @CallerOf() caller: Caller,
  ): Promise<AdvertiserView> {
    this.refuseWithoutTls(changes.webhookUrl);
    const changed = await this.changeAdvertiser.execute(id, changes, signedBy(caller, by));
    if (!changed.ok) throw changeProblem(id, changed.refusal);
    return advertiserView(changed.value);
  }

  private refuseWithoutTls(webhookUrl: string | null | undefined): void {
    if (!this.needTls || !webhookUrl || new URL(webhookUrl).protocol === 'https:') return;
    const detail = 'webhookUrl must be https: it receives opt-outs and numbers.';
    throw Problem.ofField('invalid-request', 'body', 'webhookUrl', detail);
  }
}

function newProblem(refusal: NewAdvertiserRefusal): Problem {
  switch (refusal.code) {
    case 'sender-taken':
      return senderTaken(refusal);
    case 'entity-unknown':
      return Problem.notFound('advertiser', refusal.advertiserId);
    case 'registration-invalid': {
      const detail =
        'registration must be a registration number of the advertiser’s country with right check digits: a SIREN, SIRET or VAT number in France, a VAT number elsewhere in the EU.';
      return Problem.ofField('invalid-request', 'body', 'registration', detail);
    }
    case 'legal-entity-known': {
      const { accounts } = refusal;
      const named = accounts.slice(0, 3).map(({ id, name, legalName }) => `${name} (${legalName}, ${id})`);
      const detail = `${named.join(', ')} seems to belong to the same legal entity, and a STOP applies to the whole entity. To share opt-outs, send sameEntityAs with its id. Otherwise send separateEntity with the reason.`;
      return new Problem(refusal.code, detail, { accounts });
    }
  }
}

function changeProblem(id: string, refusal: AdvertiserRefusal): Problem {
  switch (refusal.code) {
    case 'advertiser-unknown':
      return Problem.notFound('advertiser', id);
    case 'sender-taken':
    case 'entity-unknown':
    case 'registration-invalid':
    case 'legal-entity-known':
      return newProblem(refusal);
    case 'code-not-of-country': {
      const { index, detail } = refusal;
      return Problem.ofField('invalid-request', 'body', `codes/${index}`, `codes[${index}] ${detail}`);
    }
    case 'codes-missing': {
      const missing = refusal.codes.join(', ');
      const detail = `codes must still contain ${missing}: recipients may still reply to texts that showed it, and a STOP to a removed code would be lost. Send all its codes; new ones may be added.`;
      return new Problem('code-still-answered', detail);
    }
  }
}
