import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Refuses, pageCursor } from '@stopsms/http';
import { type DeadLetterNote, redactedKey, redactedValue } from '@stopsms/messaging';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { DeadLetters, MAX_REPLAYED, instantOf } from './dead-letters';
import {
  DeadLetterAnswer,
  DeadLetterPage,
  DeadLettersAnswer,
  ReplayAnswer,
  ReplayAsked,
  RevealedAnswer,
  deadLetterQuery,
} from './dead-letters.schema';

class DeadLetterQuery extends createZodDto(deadLetterQuery) {}

const cursor = pageCursor({ offset: z.string().regex(/^\d{1,19}$/) });
/** Limit of a shown record, which may have 2 MB. */
const MAX_SHOWN = 262_144;

@ApiTags('dead letters')
@Controller('v1/dead-letters')
export class DeadLettersController {
  constructor(private readonly letters: DeadLetters) {}

  @Get()
  @Permits('platform:read')
  @ZodResponse({ status: 200, type: DeadLettersAnswer })
  @ApiOperation({
    summary: 'Topics with dead letters that this service recorded, or may replay',
    description:
      'Number of waiting dead letters by topic and cause, since when they wait, and the service that replays them.',
  })
  async topics() {
    return { topics: await this.letters.ofAllTopics() };
  }

  @Get(':topic')
  @Permits('platform:read')
  @Refuses('not-found', 'invalid-cursor')
  @ZodResponse({ status: 200, type: DeadLetterPage })
  @ApiOperation({ summary: 'Dead letters of a topic, oldest first, without their content' })
  async page(@Param('topic') topic: string, @Query() { cursor: from, limit, state, code }: DeadLetterQuery) {
    const after = cursor.read(from);
    const { notes } = await this.letters.notesOf(topic);
    const wanted = notes.filter(
      (note) =>
        (state === 'all' || !note.replayed) &&
        (code === undefined || note.code === code) &&
        (after === undefined || BigInt(note.offset) > BigInt(after.offset)),
    );
    const { items, ...next } = cursor.page(wanted.slice(0, limit + 1), limit, ({ offset }) => ({ offset }));
    return { items: items.map(noteView), ...next };
  }

  @Get(':topic/:offset')
  @Permits('platform:read')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: DeadLetterAnswer })
  @ApiOperation({
    summary: 'A dead letter with its cause, its origin and its structure, without phone numbers and texts',
  })
  async one(@Param('topic') topic: string, @Param('offset') offset: string) {
    const { note, record } = await this.letters.letter(topic, offset);
    return {
      ...noteView(note),
      key: redactedKey(record.key),
      value: redactedValue(record.value),
      stack: framesOf(record.headers?.['dlq_stack']?.toString() ?? ''),
    };
  }

  @Get(':topic/:offset/value')
  @Permits('persons:read')
  @LooksAtPersonalData()
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: RevealedAnswer })
  @ApiOperation({ summary: 'Unaltered content of a dead letter, which may be personal data' })
  async reveal(@Param('topic') topic: string, @Param('offset') offset: string) {
    const { record } = await this.letters.letter(topic, offset);
    const headers = Object.entries(record.headers ?? {}).map(([name, value]) => [name, String(value)]);
    return {
      offset: record.offset,
      key: record.key?.toString('utf8') ?? null,
      value: record.value?.subarray(0, MAX_SHOWN).toString('utf8') ?? null,
      cut: (record.value?.length ?? 0) > MAX_SHOWN,
      headers: Object.fromEntries(headers) as Record<string, string>,
    };
  }

  @Post(':topic/replay')
  @Permits('platform:operate')
  @HttpCode(200)
  @Refuses('not-found', 'replay-impossible', 'replayed-elsewhere')
  @ZodResponse({ status: 200, type: ReplayAnswer })
  @ApiOperation({
    summary: 'Replays dead letters to their original topic, each once; fix the cause first',
    description: `Replays the given offsets, or all waiting records, at most ${MAX_REPLAYED} per call. Call again for the rest.`,
  })
  async replay(@Param('topic') topic: string, @Body() { offsets, code }: ReplayAsked) {
    const chosen = offsets && new Set(offsets);
    const wants = ({ offset, code: of }: DeadLetterNote) =>
      chosen ? chosen.has(offset) : code === undefined || of === code;
    const { left, ...result } = await this.letters.replay(topic, wants);
    const known = result.replayed + result.before + result.inJournal + result.undecodable + left;
    const unknown = chosen ? chosen.size - known : 0;
    return { topic, ...result, unknown, isAll: left === 0 };
  }
}

const noteView = (note: DeadLetterNote) => {
  const { offset, service, code, reason, bytes, replayed, sourcePartition, sourceOffset } = note;
  const at = instantOf(note);
  return {
    ...{ offset, service, code, reason, bytes, replayed },
    ...(at && { at }),
    ...(Number.isInteger(sourcePartition) && { source: { partition: sourcePartition, offset: sourceOffset } }),
  };
};

/** Returns the stack without its message, which may quote the record. */
const framesOf = (stack: string): string[] =>
  stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '));
