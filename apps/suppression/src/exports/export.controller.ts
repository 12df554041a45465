import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Optional, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Problem, Refuses } from '@stopsms/http';
import { LOG, type Log } from '@stopsms/service';
import type { Response } from 'express';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ExportSigner } from './export-signer';
import { needSigner } from './need-signer';
import { ExportOptOuts } from './export-opt-outs';
import { advertiserId, refuseUnknown } from '../opt-outs/advertiser-scope';
import { ExportKeyAnswer, SignatureAnswer } from './exports.schema';

class ExportQuery extends createZodDto(z.object({ advertiserId })) {}
class ExportPath extends createZodDto(z.object({ id: z.uuid() })) {}

const FILE = `JSON Lines: a header, one line per (recipientKey, scope) of the advertiser and of the whole platform (\`*\`), and a last
line with their number. The file contains no phone numbers, because only their keyed hashes are stored; \`recipientKey\` is the advertiser’s own pseudonym of a number. \`POST /v1/opt-outs/export-names\`
returns the pseudonyms of given numbers to an operator, and \`node tools/verify-export/verify-export.mjs\` finds them in the file. The header \`x-export-id\` contains the ID of the export. Its detached signature is available at
\`/v1/opt-outs/exports/<id>/signature\` after the complete download, and is made with the key of \`/v1/opt-outs/export-key\`.`;

const FILE_EXAMPLE = [
  '{"format":"stopsms-opt-outs/3","exportId":"…","advertiserId":"…","exportedAt":"2026-11-25T10:00:00.000Z"}',
  '{"recipientKey":"nq3VwX0bq2kD8mJ7yH5rTg","scope":"*","state":"out","since":"2026-11-25T10:00:00.000Z"}',
  '{"entries":1}',
].join('\n');

@ApiTags('opt-outs')
@Controller('v1/opt-outs')
export class ExportController {
  constructor(
    private readonly exports: ExportOptOuts,
    private readonly directory: AdvertiserDirectory,
    @Inject(LOG) private readonly log: Log,
    @Optional() @Inject(ExportSigner) private readonly signer: ExportSigner | null,
  ) {}

  @Get('export')
  @Permits('opt-outs:read')
  @Refuses('not-found', 'export-key-missing')
  @ApiOkResponse({
    description: 'A header, one line per opt-out, and a last line with their number.',
    content: { 'application/jsonl': { schema: { type: 'string' }, example: FILE_EXAMPLE } },
  })
  @ApiOperation({ summary: 'Opt-outs of an advertiser as a signed, portable file', description: FILE })
  @LooksAtPersonalData()
  async export(@Query() { advertiserId: id }: ExportQuery, @Res() response: Response): Promise<void> {
    const signer = needSigner(this.signer);
    await refuseUnknown(this.directory, id);
    const { exportId, chunks } = this.exports.begin(id, signer);
    const first = await chunks.next();
    response
      .status(200)
      .type('application/jsonl')
      .setHeader('x-export-id', exportId)
      .setHeader('link', `</v1/opt-outs/exports/${exportId}/signature>; rel="signature"`)
      .setHeader('content-disposition', `attachment; filename="opt-outs-${exportId}.jsonl"`);
    response.write(first.value ?? '');
    try {
      await pipeline(Readable.from(chunks, { highWaterMark: 1 }), response);
    } catch (error) {
      // The status has been sent: the reader sees the connection break, and no signature is ever given.
      this.log.warn({ err: error, exportId }, 'Export broken off');
      response.destroy();
    }
  }

  @Get('exports/:id/signature')
  @Permits('opt-outs:read')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: SignatureAnswer })
  @ApiOperation({ summary: 'Detached signature of an export that was downloaded completely' })
  async signature(@Param() { id }: ExportPath) {
    const signature = await this.exports.signature(id);
    if (!signature) throw Problem.notFound('export that was read to its end', id);
    return signature;
  }

  @Get('export-key')
  @Permits('opt-outs:read')
  @Refuses('export-key-missing')
  @ZodResponse({ status: 200, type: ExportKeyAnswer })
  @ApiOperation({ summary: 'Public key that verifies exports' })
  key() {
    const { keyId, publicKey } = needSigner(this.signer);
    return { algorithm: 'Ed25519' as const, keyId, publicKey };
  }
}
