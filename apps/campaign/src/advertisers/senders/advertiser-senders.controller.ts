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

const by = nameField(100)
  .optional()
  .describe(
    'Name of the person responsible for the change. With an API key or a signed-in person, that name is recorded instead.',
  );

class NewSenderDto extends bodyDto(
  z.strictObject({
    country: country.describe('Country of the recipients. Overseas regions of France count as France.'),
    sender: z.union([senderName, code], `must be ${SENDER_NAME_FORM}, or a code of the account`),
    evidence: wordsField(500)
      .transform(maskNumbers)
      .describe(
        'Evidence that the advertiser may use the sender ID, e.g. a trade mark, or the operators that registered it.',
      ),
    registration: nameField(100)
      .optional()
      .describe(
        'Registration of the sender ID where the country requires one (docs/rules): an alias in Spain, Italy and Ireland, a trade mark for a generic name in France.',
      ),
    holder: nameField(200).optional().describe('Legal entity in whose name the sender ID is registered there.'),
    providers: z
      .array(providerName)
      .min(1, 'must name at least one operator; omit it if any may send')
      .max(20)
      .transform((names) => [...new Set(names)])
      .optional()
      .describe(
        'Operators that are enabled for the sender ID in this country, as PROVIDERS_FILE names them. Its messages are sent through these only. Spain blocks a registered name that arrives from another operator.',
      ),
    by,
  }),
  { country: 'BE', sender: 'Lorane', evidence: 'trade mark BE 1234567', by: 'anne' },
) {}
class ApprovalDto extends bodyDto(z.strictObject({ by }), { by: 'anne' }) {}
class RevocationDto extends bodyDto(
  z.strictObject({
    by,
    reason: wordsField(500)
      .transform(maskNumbers)
      .describe('Reason for the change, without personal data of recipients.'),
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
    summary: 'Sender IDs of an advertiser, approved, requested or revoked, with country, evidence and author',
  })
  async list(@Param() { id }: AdvertiserPath) {
    return { items: await this.senders.list(id) };
  }

  @Post()
  @Permits('senders:ask', { in: 'params', field: 'id' })
  @Refuses('not-found', 'sender-taken', 'too-many-senders')
  @ZodResponse({ status: 201, type: SenderAnswer })
  @ApiOperation({
    summary: 'Approves a sender ID of an advertiser in a country; with an advertiser’s key, requests the approval',
    description:
      'A sender ID belongs to one advertiser in a country; case, 0 and o, and 1, i and l are not distinguished. The account’s own sender is approved in its own country, and its short codes need no approval there. Sending an approved sender ID again with another registration, holder or operators replaces these.',
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
  @ApiOperation({ summary: 'Approves a requested sender ID; every service accepts messages from it within one second' })
  async approve(@Param() { id, senderId }: SenderPath, @Body() { by }: ApprovalDto, @CallerOf() caller: Caller) {
    const approved = await this.senders.approve(id, senderId, signedByNeeded(caller, by));
    if (!approved.ok) throw problemOf(approved.refusal, id, senderId);
    return approved.value;
  }

  @Post(':senderId/revoke')
  @Permits('advertisers:manage')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: SenderAnswer })
  @ApiOperation({ summary: 'Revokes a sender ID or declines a request; messages from it are refused' })
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
