import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { AdvertiserDirectory, Problem } from '@stopsms/service-kit';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { FindConsents } from '../use-cases/find-consents';
import { SKEW_MS } from '../use-cases/judge-standing';
import { BASES, RecordConsents } from '../use-cases/record-consents';
import { instant, sentence, uuid } from './fields';
import { e164Of } from './phone-query';

const PAGE = 100;

class PostConsent extends createZodDto(
  z.object({
    phone: z.string().min(1).describe('E.164, or national in France'),
    advertiserId: uuid.describe('the legal entity that the person agreed to'),
    grantedAt: instant.describe('when the person agreed, not when it is recorded; ISO with offset, or epoch ms'),
    source: sentence(200).describe('where: form, shop, event'),
    wording: sentence(2_000).describe('the full text that the person agreed to'),
    basis: z.enum(BASES).default('consent'),
    collectedBy: sentence(200).default('api').describe('who holds the original'),
    formId: sentence(200).optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'must be two letters, e.g. fr')
      .optional(),
    numberVerifiedBy: z.enum(['double-opt-in', 'otp', 'none']).optional(),
    documentHash: sentence(200).optional().describe('hash of the scan or recording'),
  }),
) {}

class ListQuery extends createZodDto(
  z.object({
    phone: z.string().min(1).describe('E.164, or national in France'),
    advertiserId: uuid.optional(),
    cursor: z.string().optional().describe('nextCursor of the page before'),
    limit: z.coerce.number().int().min(1).max(1_000).default(PAGE),
  }),
) {}

@ApiTags('consents')
@Controller('v1/consents')
export class ConsentsController {
  constructor(
    private readonly recordConsents: RecordConsents,
    private readonly findConsents: FindConsents,
    private readonly directory: AdvertiserDirectory,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Records that a person agreed to adverts of an advertiser; the same twice is one' })
  async post(@Body() body: PostConsent) {
    const { phone, formId, language, numberVerifiedBy, documentHash, ...consent } = body;
    const { e164 } = e164Of(phone);
    if (consent.grantedAt > this.clock.now() + SKEW_MS) {
      throw Problem.badRequest('consent-in-future', 'grantedAt: lies in the future. Send when the person agreed.');
    }
    await this.refuseUnknown(consent.advertiserId);
    const recipientKey = this.keys.keyOf(e164);
    const { advertiserId, grantedAt, source, wording, basis } = consent;
    const id = deterministicId('consent', recipientKey, advertiserId, String(grantedAt), basis, source, wording);
    const evidence = Object.fromEntries(
      Object.entries({ formId, language, numberVerifiedBy, documentHash }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>;
    await this.recordConsents.execute([{ ...consent, consentId: id, recipientKey, evidence }]);
    return { id };
  }

  @Get()
  @ApiOperation({ summary: 'Consents of a person, latest first, each with what became of it: granted, withdrawn' })
  async list(@Query() { phone, advertiserId, cursor, limit }: ListQuery) {
    const recipientKey = this.keys.keyOf(e164Of(phone).e164);
    const found = await this.findConsents.page({ recipientKey, advertiserId }, decodeCursor(cursor), limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(found.length > limit && last && { nextCursor: encodeCursor(last) }) };
  }

  private async refuseUnknown(advertiserId: string): Promise<void> {
    if (this.directory.get(advertiserId)) return;
    await this.directory.catchUp();
    if (!this.directory.get(advertiserId)) throw Problem.notFound('advertiser', advertiserId);
  }
}

const encodeCursor = ({ grantedAt, id }: { grantedAt: string; id: string }): string =>
  Buffer.from(JSON.stringify([grantedAt, id])).toString('base64url');

function decodeCursor(cursor: string | undefined): { grantedAt: string; id: string } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [grantedAt, id] = z
      .tuple([z.iso.datetime(), uuid])
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { grantedAt, id };
  } catch {
    throw Problem.badRequest('invalid-cursor', 'cursor: not one that this service gave out; start again without it.');
  }
}
