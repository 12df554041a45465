import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { ChangesNothing } from '@stopsms/audit';
import { Problem, Refuses, bodyDto, instantField } from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { LoadedPacks } from '../../rules/packs/load-rule-packs';
import { PackError } from '../../rules/packs/pack-node';
import { readPack } from '../../rules/packs/read-pack';
import { type RulePack, packName } from '../../rules/packs/rule-pack';
import { ReplayPack } from './replay-pack';
import { ReplayedAnswer, RulePacksAnswer } from './rule-packs.schema';

class ReplayBody extends bodyDto(
  z.object({
    from: instantField().describe('Start of the period in which messages were requested, inclusive.'),
    to: instantField().describe('End of the period, exclusive.'),
    limit: z.number().int().min(1).max(1_000_000).default(100_000).describe('Maximum number of messages.'),
    examples: z
      .number()
      .int()
      .min(0)
      .max(100)
      .default(5)
      .describe('Number of message IDs to return for each kind of change.'),
    pack: z
      .string()
      .max(1_000_000)
      .optional()
      .describe('Rule pack as YAML, if the service has not loaded it. It is validated as at start.'),
  }),
  { from: '2026-11-01T00:00:00Z', to: '2026-11-25T10:00:00Z' },
) {}

/** Name of a pack as in proofs and verdicts. */
class PackPath extends createZodDto(
  z.object({ name: z.string().max(50).describe('Name of a rule pack, e.g. FR@2026.1.') }),
) {}

@ApiTags('rule packs')
@Controller('v1/rule-packs')
export class RulePacksController {
  constructor(
    private readonly packs: LoadedPacks,
    private readonly replayPack: ReplayPack,
  ) {}

  @Get()
  @Permits('rules:read', 'anybody')
  @ZodResponse({ status: 200, type: RulePacksAnswer })
  @ApiOperation({ summary: 'Dated rule packs in use, with the hashes that proofs contain' })
  list() {
    const items = this.packs.all.map((pack) => ({
      ...identityOf(pack),
      validFrom: iso(pack.validFrom),
      validTo: pack.validTo === Infinity ? null : iso(pack.validTo),
      regions: Object.keys(pack.regions),
      consent: pack.consent,
      stopWords: pack.stopWords,
      configuration: pack.configuration,
      sources: pack.sources,
    }));
    return { items };
  }

  @Post(':name/replay')
  @Permits('rules:replay')
  @Refuses('not-found', 'replay-empty', 'pack-name-differs', 'pack-invalid')
  @ZodResponse({ status: 200, type: ReplayedAnswer })
  @ApiOperation({
    summary: 'Decisions that a rule pack, e.g. FR@2026.2, would have made on past messages when they were requested',
    description:
      'Counts the decisions that would change, by old and new decision, and lists messages that cannot be replayed with the reason. Nothing is sent or stored.',
  })
  @ChangesNothing('what a pack would have decided, counted')
  async replay(@Param() { name }: PackPath, @Body() { pack: yaml, ...question }: ReplayBody) {
    if (question.from >= question.to) {
      throw new Problem('replay-empty', 'from must be before to.');
    }
    const pack = yaml === undefined ? this.packs.choice.named(name) : packOf(yaml, name);
    if (!pack) throw Problem.notFound('rule pack', name);
    return {
      pack: identityOf(pack),
      from: iso(question.from),
      to: iso(question.to),
      ...(await this.replayPack.execute(pack, question)),
    };
  }
}

function packOf(yaml: string, name: string): RulePack {
  const pack = readSent(yaml);
  if (packName(pack) === name) return pack;
  throw new Problem(
    'pack-name-differs',
    `The pack sent is ${packName(pack)} but the URL names ${name}. Use the same name in both.`,
  );
}

function readSent(yaml: string): RulePack {
  try {
    return readPack('pack', yaml);
  } catch (error) {
    if (error instanceof PackError) throw new Problem('pack-invalid', error.message);
    throw error;
  }
}

const identityOf = (pack: RulePack) => ({ id: packName(pack), hash: pack.hash, status: pack.status });
const iso = (at: number): string => new Date(at).toISOString();
