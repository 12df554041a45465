import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedBy } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { LooksAtPersonalData } from '@stopsms/audit';
import {
  OF_A_PHONE,
  Refuses,
  bodyDto,
  cursorField,
  nameField,
  pageCursor,
  pageLimit,
  phoneField,
  phoneIn,
  wordsField,
} from '@stopsms/http';
import { Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { FindOptOuts, type OptOutEntry } from './find-opt-outs';
import { RecordOptOuts } from './record-opt-outs';
import { advertiserId, refuseUnknown, scope } from './advertiser-scope';
import { ADVERTISER_ID, PHONE } from '../http-parts/examples';
import { OptOutsAnswer, OptedOutAnswer } from './opt-outs.schema';

const PAGE = 100;
const CURSOR = pageCursor({ recipientKey: z.string(), scope: z.string() });

class ListQuery extends createZodDto(
  z.object({
    advertiserId: advertiserId.optional(),
    cursor: cursorField.optional(),
    limit: pageLimit(),
  }),
) {}

class SearchAsked extends bodyDto(
  z.strictObject({
    phone: phoneField.describe('Phone number in E.164, or national in France.'),
    advertiserId: advertiserId.optional(),
    cursor: cursorField.optional(),
    limit: pageLimit(),
  }),
  { phone: PHONE, advertiserId: ADVERTISER_ID },
) {}

class PutOptOut extends bodyDto(
  z.object({
    phone: phoneField.describe('Phone number in E.164, or national in France.'),
    scope: scope.describe('Scope of the opt-out: `*`, an advertiser ID, or `<advertiser id>/<stream>`.'),
    source: z.enum(['api', 'import', 'complaint']).default('api'),
    by: nameField(100)
      .optional()
      .describe(
        'Name of the person who records the opt-out. With an API key or a signed-in person, that name is recorded instead.',
      ),
    reason: wordsField(500).describe('Reason for the opt-out, without personal data.'),
    requestId: z.string().max(100).optional().describe('Idempotency key: a repeated request is recorded once.'),
  }),
  { phone: PHONE, scope: ADVERTISER_ID, reason: 'asked on the telephone', requestId: 'call-4711' },
) {}

@ApiTags('opt-outs')
@Controller('v1/opt-outs')
export class OptOutsController {
  constructor(
    private readonly find: FindOptOuts,
    private readonly recordOptOuts: RecordOptOuts,
    private readonly keys: RecipientKeys,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Permits('opt-outs:read')
  @Refuses('invalid-cursor')
  @ZodResponse({ status: 200, type: OptOutsAnswer })
  @ApiOperation({ summary: 'Opt-outs of an advertiser, or all, page by page' })
  @LooksAtPersonalData()
  async list(@Query() { advertiserId: id, cursor, limit }: ListQuery) {
    const after = CURSOR.read(cursor);
    const entries =
      id === undefined
        ? await this.find.page({}, after, limit + 1)
        : await this.find.pageOfAdvertiser(id, after, limit + 1);
    return pageOf(entries, limit);
  }

  @Post('search')
  @Permits('opt-outs:read')
  @HttpCode(200)
  @Refuses('invalid-cursor', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: OptOutsAnswer })
  @ApiOperation({ summary: 'Opt-outs of a recipient from one or all advertisers, page by page' })
  @LooksAtPersonalData()
  async search(@Body() { phone, advertiserId: id, cursor, limit }: SearchAsked) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    return pageOf(await this.find.page({ recipientKey, advertiserId: id }, CURSOR.read(cursor), limit + 1), limit);
  }

  @Put()
  @Permits('opt-outs:write')
  @Refuses('not-found', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: OptedOutAnswer })
  @ApiOperation({ summary: 'Opts a recipient out; no confirmation is sent' })
  async put(@Body() body: PutOptOut, @CallerOf() caller: Caller) {
    await refuseUnknown(this.directory, body.scope);
    const { e164 } = phoneIn('body', 'phone', body.phone);
    const recipientKey = this.keys.keyOf(e164);
    const causeId =
      body.requestId === undefined ? randomUUID() : deterministicId('put-opt-out', recipientKey, body.requestId);
    const [recorded] = await this.recordOptOuts.execute([
      {
        causeId,
        recipientKey,
        scopes: [body.scope],
        source: body.source,
        evidenceId: body.requestId ?? causeId,
        reason: body.reason,
        by: signedBy(caller, body.by),
        at: this.clock.now(),
        attributed: true,
      },
    ]);
    const [entry] = (await this.find.page({ recipientKey }, undefined, PAGE)).filter(
      (each) => each.scope === body.scope,
    );
    if (!entry) throw new Error('The opt-out that was recorded is not there any more: erased in the same moment');
    return { ...entry, change: recorded?.change ?? 'repeated' };
  }
}

const pageOf = (entries: OptOutEntry[], limit: number) =>
  CURSOR.page(entries, limit, ({ recipientKey, scope: of }) => ({ recipientKey, scope: of }));
