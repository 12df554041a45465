import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Problem, Refuses, Takes, pageLimit } from '@stopsms/http';
import { Clock, RecipientKeys, type Result } from '@stopsms/kernel';
import type { Request } from 'express';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { type ReportRow, type UploadRefusal, readCsvRows, readJsonRows } from './read-report-rows';
import { type IdentifiedReport, identifyReport } from './abuse-report';
import { FindAbuseReports } from './find-abuse-reports';
import { type JudgedReport, RecordAbuseReports } from './record-abuse-reports';
import { AbuseReportsAnswer, TakenAnswer } from './abuse-reports.schema';

const LARGEST_BYTES = 10 * 1024 * 1024;

class ReportsQuery extends createZodDto(
  z.object({
    state: z.enum(['matched', 'unmatched', 'resolved']).optional(),
    cursor: z
      .string()
      .regex(/^\d{1,18}$/, 'must be the nextCursor of the previous page')
      .optional(),
    limit: pageLimit(),
  }),
) {}

const REPORTS = `Fields in JSON and CSV (UTF-8, \`;\` or \`,\`, header line): \`source\` (33700, operator, aggregator, regulator, own-form),
\`report_id\`, \`received_at\`, \`sender\` (name, code or number as displayed), \`recipient\` (E.164, absent, or hashed), \`sent_at\`, \`text\`.
Times are ISO 8601, or 25/11/2026 10:30 in Paris. Duplicates are recognised by source and report_id, or else by sender, number, day
and text. If the recipient is given and the sender belongs to one advertiser, the recipient is opted out of it without a confirmation.
Other reports are stored as unmatched. A text is compared with messages sent within 48 hours; the report becomes matched
within seconds if exactly one advertiser and recipient fit. A person must resolve reports that stay unmatched; \`code\` gives the reason. Valid rows
are accepted even if others are refused.`;

@ApiTags('abuse reports')
@Controller('v1/abuse-reports')
export class AbuseReportsController {
  constructor(
    private readonly record: RecordAbuseReports,
    private readonly find: FindAbuseReports,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permits('complaints:decide')
  @Refuses('JSON_NOT_REPORTS', 'CSV_NOT_UTF8', 'CSV_EMPTY', 'CSV_BROKEN', 'upload-too-large')
  @ZodResponse({ status: 200, type: TakenAnswer })
  @ApiOperation({ summary: 'Receives complaints that 33700, operators and others forward', description: REPORTS })
  @Takes('text/csv', 'application/json')
  @ApiBody({
    schema: { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'object', additionalProperties: true } }] },
    examples: {
      csv: { value: 'source;report_id;received_at;sender;recipient\n33700;7;2026-11-25T09:00:00Z;LORANE;+33639980012' },
      json: { value: [{ source: '33700', report_id: '7', received_at: '2026-11-25T09:00:00Z', sender: 'LORANE' }] },
    },
  })
  async take(@Req() request: Request, @Body() body: unknown) {
    const read = await readUpload(request, body);
    if (!read.ok) throw new Problem(read.refusal.code, read.refusal.detail);
    const answer = new Answer();
    const kept = read.value.flatMap((each) => this.keep(each, answer));
    const taken = await this.record.execute(kept.map(({ report }) => report));
    return answer.whole(kept, taken);
  }

  @Get()
  @Permits('complaints:read')
  @ZodResponse({ status: 200, type: AbuseReportsAnswer })
  @ApiOperation({ summary: 'Complaints in one or all states, earliest upload first, page by page' })
  @LooksAtPersonalData()
  list(@Query() { state, cursor, limit }: ReportsQuery) {
    return this.find.page(state, cursor, limit);
  }

  private keep(each: ReportRow, answer: Answer): Numbered[] {
    const kept = each.ok ? identifyReport(each.value, this.keys, this.clock.now()) : each.refusal;
    if ('id' in kept) return [{ row: each.row, report: kept }];
    answer.refused.push({ row: each.row, code: kept.code, detail: kept.detail });
    return [];
  }
}

interface Numbered {
  row: number;
  report: IdentifiedReport;
}

/** Outcome of each row. */
class Answer {
  readonly refused: { row: number; code: string; detail: string }[] = [];

  whole(kept: Numbered[], taken: JudgedReport[]) {
    const fresh = new Map(taken.map((report) => [report.id, report]));
    const rows = kept.map(({ row, report: { id } }) => {
      const judged = fresh.get(id);
      // The next row with this id, if any, is the same report once more.
      fresh.delete(id);
      return judged ? { row, id, state: judged.state, ...reasonOf(judged) } : { row, id };
    });
    return {
      taken: rows.filter((row) => 'state' in row),
      repeated: rows.filter((row) => !('state' in row)),
      refused: this.refused,
    };
  }
}

const reasonOf = (report: JudgedReport) =>
  report.state === 'matched' ? { advertiserId: report.advertiserId } : { code: report.code };

/** @throws Problem 415 for any other form, 413 for one too large */
async function readUpload(request: Request, body: unknown): Promise<Result<ReportRow[], UploadRefusal>> {
  if (request.is('application/json')) return readJsonRows(body);
  if (request.is('text/csv')) return readCsvRows(await readAll(request));
  const detail = 'Reports are sent as the body itself, with Content-Type text/csv or application/json.';
  throw new Problem('content-type-unknown', detail);
}

async function readAll(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_BYTES) chunks.push(chunk);
  }
  if (bytes > LARGEST_BYTES) throw new Problem('upload-too-large', 'Send at most 10 MB per request.');
  return Buffer.concat(chunks);
}
