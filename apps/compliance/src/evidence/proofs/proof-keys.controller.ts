import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { ZodResponse } from 'nestjs-zod';
import { ProofKeys } from '../sealing/signing/proof-keys';
import { ProofKeysAnswer } from './proof.schema';

@ApiTags('proof')
@Controller('v1/proof-keys')
export class ProofKeysController {
  constructor(private readonly keys: ProofKeys) {}

  @Get()
  @Permits('rules:read', 'anybody')
  @ZodResponse({ status: 200, type: ProofKeysAnswer })
  @ApiOperation({
    summary: 'The public keys with which proofs and their heads are signed, those of before too',
    description:
      'Give them to whoever gets proofs, by another way than the proofs: `verify-proof --keys` refuses what no key of the list signed while it was valid.',
  })
  async list() {
    return { items: await this.keys.list() };
  }
}
