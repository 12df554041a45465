import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Problem, Refuses, bodyDto, phoneField, phoneIn, uuidField } from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { FindProof, type Proof } from './find-proof';
import { MessageOwner } from './message-owner';
import { ProofAnswer } from './proof.schema';

class MessageId extends createZodDto(z.object({ id: uuidField() })) {}
class TiedProofAsked extends bodyDto(
  z.strictObject({
    phone: phoneField.describe('Phone number in E.164, or in the national format of the recipient’s country.'),
  }),
  { phone: '0639988011' },
) {}

@ApiTags('proof')
@Controller('v1/messages')
export class MessagesController {
  constructor(private readonly findProof: FindProof) {}

  @Get(':id/proof')
  @Permits('proofs:read', { owner: MessageOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: ProofAnswer })
  @ApiOperation({
    summary: 'Proof of why a message was sent, held or refused, and of its outcome; contains neither number nor text',
    description:
      'Returns a self-contained document whose integrity anybody can verify with tools/verify-proof. `explanation` describes in words what happened and what would change it; `sealing` states how much of it is sealed. The recipient is not named; `POST` to the same URL links the proof to a phone number.',
  })
  @LooksAtPersonalData({ of: ({ request }: Proof) => [request.recipientKey] })
  async proof(@Param() { id }: MessageId) {
    return this.proofOf(id);
  }

  @Post(':id/proof')
  @Permits('proofs:read', { owner: MessageOwner, param: 'id' })
  @HttpCode(200)
  @Refuses('not-found', 'number-not-tied', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ProofAnswer })
  @ApiOperation({
    summary: 'Proof of a message linked to a phone number by `numberSalt`',
    description: 'Use it to prove that the message was sent to this number (`verify-proof --phone`).',
  })
  @LooksAtPersonalData({ of: ({ request }: Proof) => [request.recipientKey] })
  async tiedProof(@Param() { id }: MessageId, @Body() { phone }: TiedProofAsked) {
    const proof = await this.proofOf(id);
    const { e164 } = phoneIn('body', 'phone', phone, proof.request.region ?? undefined);
    const tied = this.findProof.tied(proof, e164);
    if (!tied) throw new Problem('number-not-tied', NOT_TIED);
    return tied;
  }

  private async proofOf(id: string): Promise<Proof> {
    const [proof] = await this.findProof.execute([id]);
    if (!proof) throw Problem.notFound('message', id);
    return proof;
  }
}

const NOT_TIED =
  'The proof does not match this number: the message was sent to another number, or no number was sealed with it. GET the same URL for the proof alone.';
