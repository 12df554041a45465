import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForAdvertisers, Problem, Refuses, uuidField } from '@stopsms/service-kit';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { FindProof } from '../proofs/find-proof';
import { MessageOwner } from '../proofs/message-owner';
import { ProofAnswer } from './proof.schema';

class MessageId extends createZodDto(z.object({ id: uuidField() })) {}

@ApiTags('proof')
@Controller('v1/messages')
export class MessagesController {
  constructor(private readonly findProof: FindProof) {}

  @Get(':id/proof')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: ProofAnswer })
  @ForAdvertisers({ owner: MessageOwner, param: 'id' })
  @ApiOperation({
    summary: 'Why a message left, waited or was refused, and what became of it: no number, no text',
    description:
      'A document that stands alone: anybody can check with tools/verify-proof that nothing in it was altered. `explanation` says in words what happened and what would change it; `sealing` says how much of it is sealed yet.',
  })
  async proof(@Param() { id }: MessageId) {
    const proof = await this.findProof.execute(id);
    if (!proof) throw Problem.notFound('message', id);
    return proof;
  }
}
