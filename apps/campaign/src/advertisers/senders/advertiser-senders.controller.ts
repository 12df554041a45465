import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActsFor, type Caller, CallerOf, Permits, signedBy, signedByNeeded } from '@stopsms/access';
import { Problem, Refuses, bodyDto, nameField, wordsField } from '@stopsms/http';
import { SENDER_NAME_FORM, maskNumbers } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { AdvertiserSenders, MAX_SENDERS, type SenderRefusal } from './advertiser-senders';
import type { SenderTaken } from './sender-registry';
import { code, providerName, senderName } from '../advertiser-fields';
import { SenderAnswer, SendersAnswer } from './advertiser-senders.schema';
import { country, uuid } from '../../http-parts/request-fields';

const by = nameField(100).optional().describe('who answers for this; with a key, its name instead');

class NewSenderDto extends bodyDto(
  z.strictObject({
    country: country.describe('where its texts go; overseas regions of France count as France'),
    sender: z.union([senderName, code], `must be ${SENDER_NAME_FORM}, or a code of the account`),
    evidence: wordsField(500)
      .transform(maskNumbers)
      .describe('why the advertiser may write under it, e.g. a trade mark or where operators registered it'),
    registration: nameField(100)
      .optional()
      .describe(
        'under what it is registered where the country asks for that (docs/rules): an alias in Spain, Italy and Ireland, a trade mark of a generic name in France',
      ),
    holder: nameField(200).optional().describe('legal entity in whose name it is registered there'),
    providers: z
      .array(providerName)
      .min(1, 'must name at least one operator; omit it if any may send')
      .max(20)
      .transform((names) => [...new Set(names)])
      .optional()
      .describe(
        'operators that are enabled for it there, as PROVIDERS_FILE names them: its texts leave by these alone. Spain blocks a registered name that arrives from another',
      ),
    by,
  }),
  { country: 'BE', sender: 'Lorane', evidence: 'trade mark BE 1234567', by: 'anne' },
) {}
class ApprovalDto extends bodyDto(z.strictObject({ by }), { by: 'anne' }) {}
class RevocationDto extends bodyDto(
  z.strictObject({
    by,
    reason: wordsField(500).transform(maskNumbers).describe('why; no personal data of recipients'),
  }),
  { by: 'anne', reason: 'the trade mark ended' },
) {}
class AdvertiserPath extends createZodDto(z.object({ id: uuid('an advertiser id') })) {}
class SenderPath extends createZodDto(z.object({ id: uuid('an advertiser id'), senderId: uuid('a sender id') })) {}

@ApiTags('advertisers')
@Controller('v1/advertisers/:id/senders')
export class AdvertiserSendersController {
  constructor(private readonly senders: AdvertiserSenders) {}

  @Get()
  @Permits('advertisers:read', { in: 'params', field: 'id' })
  @ZodResponse({ status: 200, type: SendersAnswer })
  @ApiOperation({
    summary: 'Under what this advertiser may write, where, why and who decided it; also what it asked for',
  })
  async list(@Param() { id }: AdvertiserPath) {
    return { items: await this.senders.list(id) };
  }

  @Post()
  @Permits('senders:ask', { in: 'params', field: 'id' })
  @Refuses('not-found', 'sender-taken', 'too-many-senders')
  @ZodResponse({ status: 201, type: SenderAnswer })
  @ApiOperation({
    summary: 'Lets this advertiser write under a name in a country; with a key of the advertiser it only asks',
    description:
      'A name is one advertiser’s alone in a country, whatever its case, with 0 for o and 1 or i for l. The sender of the account is approved in its own country, and its codes need no approval there. Sent again with another registration, holder or operators, an approved one takes these from then on.',
  })
  async create(
    @Param() { id }: AdvertiserPath,
    @Body() body: NewSenderDto,
    @CallerOf() caller: Caller,
    @ActsFor() actsFor: readonly string[] | undefined,
  ) {
    const as = actsFor ? 'requested' : 'approved';
    const added = await this.senders.add({ ...body, advertiserId: id, by: signedBy(caller, body.by) }, as);
    if (!added.ok) throw problemOf(added.refusal, id, '');
    return added.value;
  }

  @Post(':senderId/approve')
  @Permits('advertisers:manage')
  @Refuses('not-found', 'sender-taken')
  @ZodResponse({ status: 200, type: SenderAnswer })
  @ApiOperation({ summary: 'Approves what was asked for: every service takes texts under it within a second' })
  async approve(@Param() { id, senderId }: SenderPath, @Body() { by }: ApprovalDto, @CallerOf() caller: Caller) {
    const approved = await this.senders.approve(id, senderId, signedByNeeded(caller, by));
    if (!approved.ok) throw problemOf(approved.refusal, id, senderId);
    return approved.value;
  }

  @Post(':senderId/revoke')
  @Permits('advertisers:manage')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: SenderAnswer })
  @ApiOperation({ summary: 'Takes a sender away, or declines one that was asked for: texts under it are refused' })
  async revoke(
    @Param() { id, senderId }: SenderPath,
    @Body() { by, reason }: RevocationDto,
    @CallerOf() caller: Caller,
  ) {
    const revoked = await this.senders.revoke(id, senderId, { by: signedByNeeded(caller, by), reason });
    if (!revoked.ok) throw problemOf(revoked.refusal, id, senderId);
    return revoked.value;
  }
}

export const senderTaken = ({ country, sender }: SenderTaken): Problem =>
  new Problem(
    'sender-taken',
    `Another advertiser has a sender in ${country} that reads like "${sender}". Choose another name, or have that sender revoked first.`,
  );

function problemOf(refusal: SenderRefusal, id: string, senderId: string): Problem {
  switch (refusal.code) {
    case 'advertiser-unknown':
      return Problem.notFound('advertiser', id);
    case 'sender-unknown':
      return Problem.notFound('sender', senderId);
    case 'sender-taken':
      return senderTaken(refusal);
    case 'code-of-nobody':
      return Problem.ofField('invalid-request', 'body', 'sender', 'sender must be a name or a code of this account.');
    case 'too-many-senders':
      return new Problem(
        refusal.code,
        `This advertiser has ${MAX_SENDERS} requested or approved senders. Revoke those that are no longer used.`,
      );
  }
}
