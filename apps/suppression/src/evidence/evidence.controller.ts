import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Body, Controller, Get, Headers, HttpCode, Inject, Optional, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedByNeeded } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Problem, Refuses, phoneIn, uuidField } from '@stopsms/http';
import { Clock, RecipientKeys, maskNumbers } from '@stopsms/kernel';
import { LOG, type Log } from '@stopsms/service';
import type { Response } from 'express';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { ExportSigner } from '../exports/export-signer';
import { GatherEvidence } from './gather-evidence';
import { WriteEvidence } from './write-evidence';
import { EvidenceAsked, EvidenceSignatureAnswer } from './evidence.schema';
import { needSigner } from '../exports/need-signer';

class EvidencePath extends createZodDto(z.object({ id: uuidField() })) {}

const FILE = `One file for a court or an access request: consents, opt-outs and the systems to which they were pushed, messages with their outcomes and proofs, replies,
confirmations, complaints, address books and erasures, with a timeline. It is an HTML page in \`language\`, which contains the same data as JSON Lines in
a script element of type \`application/jsonl\`. The header \`x-evidence-id\` contains its ID. Its detached signature is available at \`/v1/evidence/{id}/signature\` after the complete
download, and is made with the key of \`/v1/opt-outs/export-key\`. \`verify-export\` verifies the file offline, \`verify-proof\` the proofs in it. The records of other services
are requested with the caller’s key or token; if one of them does not respond, no file is made.`;

@ApiTags('evidence')
@Controller('v1/evidence')
export class EvidenceController {
  constructor(
    private readonly gather: GatherEvidence,
    private readonly write: WriteEvidence,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    @Optional() @Inject(ExportSigner) private readonly signer: ExportSigner | null,
  ) {}

  @Post()
  @Permits('persons:read')
  @HttpCode(200)
  @Refuses('export-key-missing', 'evidence-incomplete', ...OF_A_PHONE)
  @ApiOkResponse({
    description: 'HTML page that contains JSON Lines.',
    content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>\n<html lang="fr">…</html>' } },
  })
  @ApiOperation({ summary: 'Everything known about a phone number, as one signed file', description: FILE })
  @LooksAtPersonalData()
  async make(
    @Body() { phone: number, purpose, language, by: says }: EvidenceAsked,
    @CallerOf() caller: Caller,
    @Headers('authorization') authorization: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const signer = needSigner(this.signer);
    const madeBy = maskNumbers(signedByNeeded(caller, says));
    const phone = phoneIn('body', 'phone', number).e164;
    const known = await this.gather.execute({ phone, recipientKey: this.keys.keyOf(phone), authorization });
    if (!known.ok) throw new Problem(known.refusal.code, known.refusal.detail);
    const madeAt = new Date(this.clock.now()).toISOString();
    const head = { fileId: randomUUID(), phone, madeAt, madeBy, purpose: maskNumbers(purpose), language };
    const chunks = this.write.chunks(head, known.value, authorization, signer);
    response
      .status(200)
      .type('text/html; charset=utf-8')
      .setHeader('x-evidence-id', head.fileId)
      .setHeader('cache-control', 'no-store')
      .setHeader('link', `</v1/evidence/${head.fileId}/signature>; rel="signature"`)
      .setHeader('content-disposition', `attachment; filename="evidence-${head.fileId}.html"`);
    try {
      await pipeline(Readable.from(chunks, { highWaterMark: 1 }), response);
    } catch (error) {
      // The status has been sent: the reader sees the connection break, and no signature is ever given.
      this.log.warn({ err: error, evidenceId: head.fileId }, 'Evidence broken off');
      response.destroy();
    }
  }

  @Get(':id/signature')
  @Permits('persons:read')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: EvidenceSignatureAnswer })
  @ApiOperation({ summary: 'Detached signature of an evidence file that was downloaded completely' })
  async signature(@Param() { id }: EvidencePath) {
    const signature = await this.write.signature(id);
    if (!signature) throw Problem.notFound('evidence file that was read to its end', id);
    return signature;
  }
}
