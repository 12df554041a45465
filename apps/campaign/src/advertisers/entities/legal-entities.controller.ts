import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { ZodResponse } from 'nestjs-zod';
import { FindUndecidedEntities } from './find-undecided-entities';
import { UndecidedEntitiesAnswer } from './legal-entities.schema';

/** Limit of the list, because nobody reads a longer one to its end. After a decision on these pairs, the next ones appear. */
const MAX_LISTED = 100;

@ApiTags('advertisers')
@Controller('v1/legal-entities')
export class LegalEntitiesController {
  constructor(private readonly find: FindUndecidedEntities) {}

  @Get('undecided')
  @Permits('advertisers:manage')
  @ZodResponse({ status: 200, type: UndecidedEntitiesAnswer })
  @ApiOperation({
    summary: 'Pairs of accounts that seem to belong to one legal entity and are neither joined nor separated',
    description: `An opt-out applies to the legal entity. Decide on each pair with \`PATCH /v1/advertisers/:id\` of one account: \`sameEntityAs\` with the
ID of the other account shares their opt-outs, \`separateEntity\` with a reason keeps them apart. The first ${MAX_LISTED} pairs are listed, oldest accounts first.`,
  })
  async undecided() {
    const pairs = await this.find.execute();
    return {
      count: pairs.length,
      items: pairs.slice(0, MAX_LISTED).map(({ accounts, sameBy }) => ({
        sameBy,
        accounts: accounts.map(({ id, name, legalName, registration, createdAt }) => ({
          ...{ id, name, legalName, createdAt: new Date(createdAt).toISOString() },
          ...(registration !== null && { registration }),
        })),
      })),
    };
  }
}
