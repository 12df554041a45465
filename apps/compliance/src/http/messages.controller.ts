import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Permits,
  OF_A_PHONE,
  Problem,
  Refuses,
  phoneField,
  phoneIn,
  uuidField,
  LooksAtPersonalData,
} from '@stopsms/service-kit';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { FindProof, type Proof } from '../proofs/find-proof';
import { MessageOwner } from '../proofs/message-owner';
import { ProofAnswer } from './proof.schema';

class MessageId extends createZodDto(z.object({ id: uuidField() })) {}
class ProofQuery extends createZodDto(
  z.object({
    phone: phoneField
      .optional()
      .describe('E.164, or national where the recipient is: ties the proof to this number, by `numberSalt`'),
  }),
) {}

@ApiTags('proof')
@Controller('v1/messages')
export class MessagesController {
  constructor(private readonly findProof: FindProof) {}

  @Get(':id/proof')
  @Permits('proofs:read', { owner: MessageOwner, param: 'id' })
  @Refuses('not-found', 'number-not-tied', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ProofAnswer })
  @ApiOperation({
    summary: 'Why a message left, waited or was refused, and what became of it: no number, no text',
    description:
      'A document that stands alone: anybody can check with tools/verify-proof that nothing in it was altered. `explanation` says in words what happened and what would change it; `sealing` says how much of it is sealed yet. Asked for with the number, it can be shown to be of a message to it (`verify-proof --phone`); without, it tells nobody whose it is.',
  })
  @LooksAtPersonalData({ of: ({ request }: Proof) => [request.recipientKey] })
  async proof(@Param() { id }: MessageId, @Query() { phone }: ProofQuery) {
    const [proof] = await this.findProof.execute([id]);
    if (!proof) throw Problem.notFound('message', id);
    if (phone === undefined) return proof;
    const { region } = proof.request;
    const { e164 } = phoneIn('query', 'phone', phone, region ?? undefined);
    const tied = this.findProof.tied(proof, e164);
    if (!tied) throw new Problem('number-not-tied', NOT_TIED);
    return tied;
  }
}

const NOT_TIED =
  'The proof cannot be tied to this number: the message was to another one, or no number was sealed with it, as with messages from before that was done. Ask without phone for the proof alone.';
