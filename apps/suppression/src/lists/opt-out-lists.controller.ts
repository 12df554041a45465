import { Controller, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedBy } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Problem, Refuses, Takes, nameField } from '@stopsms/http';
import type { Request } from 'express';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ImportOptOuts, ImportReport } from './import-opt-outs';
import { Reconcile, ReconciliationReport } from './reconcile';
import { advertiserId, refuseUnknown } from '../opt-outs/advertiser-scope';
import { takeCsv } from './csv-body';
import { ImportAnswer, ReconciliationAnswer } from './opt-out-lists.schema';

class ImportQuery extends createZodDto(
  z.object({
    advertiserId: advertiserId.optional().describe('Advertiser of rows without a scope.'),
    by: nameField(100)
      .optional()
      .describe(
        'Name of the person who imports the list. With an API key or a signed-in person, that name is recorded instead.',
      ),
  }),
) {}

class ReconcileQuery extends createZodDto(
  z
    .object({
      operator: z
        .string()
        .regex(/^[\w.-]{1,50}$/, 'must be a name of letters, digits, ".", "_" and "-"')
        .describe('Operator of the list.'),
      by: nameField(100)
        .optional()
        .describe(
          'Name of the person who imports the list. With an API key or a signed-in person, that name is recorded instead.',
        ),
      advertiserId: advertiserId.optional(),
      code: z
        .string()
        .regex(/^\d{3,8}$/, 'must be a short code')
        .optional()
        .describe('Short code of the list, which then applies to every advertiser on this code.'),
    })
    .refine((query) => (query.advertiserId === undefined) !== (query.code === undefined), {
      error: 'give either advertiserId or code',
    }),
) {}

const COLUMNS = `Columns are recognised by name in any case and order: \`phone\` (or \`mobile\`, \`portable\`, \`telephone\`, \`numero\`) is
required. \`scope\` or \`advertiser_id\` (\`*\`, an advertiser ID, or \`<advertiser id>/<stream>\`), \`at\` (ISO 8601, or 25/11/2026 10:30
in Paris), \`source\` and \`reason\` are optional. The CSV may be of any size, with comma, semicolon or tab, in UTF-8 or Windows-1252. Rows are
recorded as they arrive, and sending a file again changes nothing. \`row\` counts data rows from 1, including blank rows. \`refused\` lists at most 1,000
rows; \`refusedCount\` is complete.`;

const RECONCILED = `The CSV requires a column \`phone\`; \`at\` is optional. Numbers that the operator blocks and that are not opted out here are opted
out, with source \`provider\` and without a confirmation. Numbers that are opted out here and not blocked by the operator stay opted out and are listed in
\`onlyHere\`, by keyed hash and only if the list was read completely. At most 1,000 keys are listed; the counts are complete.`;

@ApiTags('opt-outs')
@Controller('v1/opt-outs')
export class OptOutListsController {
  constructor(
    private readonly importOptOuts: ImportOptOuts,
    private readonly reconciliation: Reconcile,
    private readonly directory: AdvertiserDirectory,
  ) {}

  @Post('import')
  @Permits('opt-outs:write')
  @Refuses(
    'not-found',
    'CSV_EMPTY',
    'CSV_UTF16',
    'CSV_SPREADSHEET',
    'CSV_QUOTE_NOT_CLOSED',
    'CSV_ROW_TOO_LONG',
    'CSV_COLUMN_MISSING',
    'upload-broken-off',
    'import-interrupted',
    'service-stopping',
  )
  @ZodResponse({ status: 200, type: ImportAnswer })
  @ApiOperation({ summary: 'Imports the opt-outs of another platform; no confirmation is sent', description: COLUMNS })
  @Takes('text/csv')
  @ApiBody({
    schema: { type: 'string' },
    examples: { csv: { value: 'phone;scope;at\n06 39 98 00 12;*;25/11/2026 10:30' } },
  })
  import(@Req() request: Request, @Query() { advertiserId: id, by }: ImportQuery, @CallerOf() caller: Caller) {
    const report = new ImportReport();
    return takeCsv(request, report, async (upload) => {
      if (id !== undefined) await refuseUnknown(this.directory, id);
      return this.importOptOuts.execute(upload, id?.toLowerCase(), report, signedBy(caller, by));
    });
  }

  @Post('reconcile')
  @Permits('opt-outs:write')
  @Refuses(
    'not-found',
    'code-unknown',
    'CSV_EMPTY',
    'CSV_UTF16',
    'CSV_SPREADSHEET',
    'CSV_QUOTE_NOT_CLOSED',
    'CSV_ROW_TOO_LONG',
    'CSV_COLUMN_MISSING',
    'upload-broken-off',
    'import-interrupted',
    'service-stopping',
  )
  @ZodResponse({ status: 200, type: ReconciliationAnswer })
  @ApiOperation({
    summary: 'Compares the opt-outs with an operator’s list of blocked numbers',
    description: RECONCILED,
  })
  @Takes('text/csv')
  @ApiBody({ schema: { type: 'string' }, examples: { csv: { value: 'phone;at\n+33639980012;2026-11-25T10:30:00Z' } } })
  reconcile(
    @Req() request: Request,
    @Query() { operator, advertiserId: id, code, by }: ReconcileQuery,
    @CallerOf() caller: Caller,
  ) {
    const report = new ReconciliationReport();
    return takeCsv(request, report, async (upload) => {
      const scopes = id === undefined ? await this.onCode(code ?? '') : [id.toLowerCase()];
      if (id !== undefined) await refuseUnknown(this.directory, id);
      return this.reconciliation.execute(upload, scopes, { operator, by: signedBy(caller, by) }, report);
    });
  }

  private async onCode(code: string): Promise<string[]> {
    await this.directory.catchUp();
    const ids = this.directory.withCode(code).map((advertiser) => advertiser.id);
    if (ids.length === 0) throw new Problem('code-unknown', `No advertiser uses the short code ${code}.`);
    return ids.sort();
  }
}
