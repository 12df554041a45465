import { randomUUID } from 'node:crypto';
import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { OF_A_PHONE, Problem, Refuses, bodyDto, isoInstantField, nameField, phoneIn, wordsField } from '@stopsms/http';
import { Clock, RecipientKeys, deterministicId, maskNumbers } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { FindOptOuts } from '../opt-outs/find-opt-outs';
import { LiftOptOut } from './lift-opt-out';
import { advertiserId, refuseUnknown } from '../opt-outs/advertiser-scope';
import { ADVERTISER_ID, PHONE } from '../http-parts/examples';
import { LiftedAnswer } from './lift.schema';

/** Format of a stream in a scope. */
const STREAM = /^[\w-]{1,64}$/;

class LiftBody extends bodyDto(
  z.strictObject({
    phone: z.string().min(1).max(40).describe('Phone number in E.164, or national in France.'),
    advertiserId: advertiserId.describe(
      'Advertiser whose adverts the person wants again. An opt-out from all advertisers stays in force.',
    ),
    stream: z.string().regex(STREAM, 'must be the name of a stream').optional(),
    by: nameField(100)
      .optional()
      .describe(
        'Name of the person who decides. With an API key or a signed-in person, that name is recorded instead.',
      ),
    reason: wordsField(500).describe('Reason for the decision, without personal data.'),
    document: z
      .strictObject({
        kind: nameField(100).describe('Kind of document: a letter, a form, a recorded call.'),
        keptAt: nameField(300).describe('File or address of the document, without personal data.'),
        date: isoInstantField().describe('Date on which the person made the document, after the opt-out.'),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256, 64 hexadecimal digits'),
      })
      .describe('Document by which the person asked to receive texts again.'),
    requestId: nameField(100).optional().describe('Idempotency key: a repeated request is recorded once.'),
  }),
  {
    phone: PHONE,
    advertiserId: ADVERTISER_ID,
    by: 'anne',
    reason: 'opted out by mistake, says the letter',
    document: {
      kind: 'letter',
      keptAt: 'archive, 2026, letter 14',
      date: '2026-11-25T11:00:00Z',
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    requestId: 'letter-14',
  },
) {}

const MEANT = `For operators only. The person’s own document lifts the opt-out. A document older than the latest
STOP lifts nothing, and a later STOP opts the person out again. Name, reason and document are stored as evidence, returned by \`why-blocked\` and published on
\`suppression.opt-out-changed.v1\`. The person receives one SMS, by day, that can be answered with STOP. An opt-out from all advertisers stays in force;
see \`POST /v1/erasures/complete\`. Adverts still require a consent; one from before the opt-out is valid again.`;

@ApiTags('opt-outs')
@Controller('v1/opt-outs/lift')
export class LiftController {
  constructor(
    private readonly lift: LiftOptOut,
    private readonly find: FindOptOuts,
    private readonly directory: AdvertiserDirectory,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permits('opt-outs:write')
  @Refuses('not-found', 'not-opted-out', 'document-before-opt-out', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: LiftedAnswer })
  @ApiOperation({
    summary: 'Lifts an opt-out by decision of a named person, on a document of the recipient',
    description: MEANT,
  })
  async post(@Body() body: LiftBody, @CallerOf() caller: Caller) {
    const by = maskNumbers(signedByNeeded(caller, body.by));
    const { kind, keptAt, date: at, sha256 } = body.document;
    if (at > this.clock.now()) {
      throw Problem.ofField('invalid-request', 'body', 'document/date', 'document.date must not be in the future.');
    }
    const id = body.advertiserId.toLowerCase();
    await refuseUnknown(this.directory, id);
    const { e164, region } = phoneIn('body', 'phone', body.phone);
    const recipientKey = this.keys.keyOf(e164);
    const scope = body.stream === undefined ? id : `${id}/${body.stream}`;
    const liftId =
      body.requestId === undefined ? randomUUID() : deterministicId('lift', recipientKey, scope, body.requestId);
    const lifted = await this.lift.execute({
      ...{ id: liftId, recipientKey, scope, by, reason: maskNumbers(body.reason), msisdn: e164, region },
      document: { kind: maskNumbers(kind), keptAt: maskNumbers(keptAt), at, sha256 },
      code: this.directory.get(id)?.shortCode ?? '',
    });
    if (!lifted.ok) throw new Problem(lifted.refusal.code, REFUSED[lifted.refusal.code]);
    // The document speaks of one account; what was said to another of its legal entity goes on to hold for all of them.
    const shared = await this.find.ofShared(recipientKey, this.directory.sharedWith(id) ?? []);
    return { id: liftId, scope, by, stillBlocked: lifted.value.stillBlocked || shared.length > 0 };
  }
}

const REFUSED = {
  'not-opted-out':
    'The number has not opted out of this advertiser’s texts. Nothing was changed. It may be out of another account of its legal entity, which GET /v1/why-blocked names.',
  'document-before-opt-out':
    'The document is older than the person’s latest opt-out, so it cannot lift it. Send a later document.',
};
