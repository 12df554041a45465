import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, Pseudonyms, deterministicId } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import type { ExportSigner } from './export-signer';
import { SIGNATURE_FORMAT, endLine, entryLine, headerLine, statementOf } from './export-format';
import { StreamedFile } from './streamed-file';
import { EXPORTS_SQL } from './exports.store';
import { FindOptOuts, type OptOutEntry } from '../opt-outs/find-opt-outs';

const PAGE = 2_000;

interface ExportSignature {
  format: string;
  exportId: string;
  advertiserId: string;
  exportedAt: string;
  entries: number;
  bytes: number;
  /** Digest of the whole file, hexadecimal. */
  sha256: string;
  algorithm: 'Ed25519';
  keyId: string;
  /** base64, over `stopsms-opt-outs-signature/1 sha256:<sha256>`. */
  signature: string;
}

/**
 * Streams an advertiser's opt-outs, the platform-wide ones among them, and signs what was streamed. The file is read by key,
 * page after page, without a long transaction, so a slow reader holds nothing; and it is not stored, so any replica
 * can serve it. Its detached signature is stored before its last line is sent.
 */
@Injectable()
export class ExportOptOuts {
  constructor(
    private readonly database: Database,
    private readonly find: FindOptOuts,
    private readonly pseudonyms: Pseudonyms,
    private readonly clock: Clock,
  ) {}

  begin(advertiserId: string, signer: ExportSigner): { exportId: string; chunks: AsyncGenerator<string> } {
    const exportId = randomUUID();
    return { exportId, chunks: this.chunks(exportId, advertiserId, signer) };
  }

  private async *chunks(exportId: string, advertiserId: string, signer: ExportSigner): AsyncGenerator<string> {
    const file = new StreamedFile();
    const exportedAt = this.clock.now();
    let entries = 0;
    yield file.count(headerLine({ exportId, advertiserId, exportedAt, secretDigest: this.pseudonyms.digest() }));
    for (let after: OptOutEntry | undefined, more = true; more;) {
      const page = await this.find.pageOfAdvertiser(advertiserId, after, PAGE);
      after = page.at(-1);
      more = page.length === PAGE;
      entries += page.length;
      if (page.length > 0) yield file.count(page.map((entry) => entryLine(this.named(entry, advertiserId))).join(''));
    }
    const last = file.count(endLine(entries));
    const { sha256, bytes } = file.end();
    await this.database.query(EXPORTS_SQL.insert, [
      ...([exportId, advertiserId, exportedAt, entries, bytes, sha256] as const),
      ...([signer.keyId, signer.sign(statementOf(sha256))] as const),
    ]);
    yield last;
  }

  /** Returns an entry under this advertiser's pseudonyms: an episode of the whole platform has another id in each file, too. */
  private named(entry: OptOutEntry, advertiserId: string): OptOutEntry {
    return {
      ...entry,
      recipientKey: this.pseudonyms.of(entry.recipientKey, advertiserId),
      episodeId: deterministicId('exported-episode', advertiserId, entry.episodeId),
    };
  }

  /** Returns undefined for an export that was never streamed to its end. */
  async signature(exportId: string): Promise<ExportSignature | undefined> {
    const [row] = await this.database.query(EXPORTS_SQL.byId, [exportId]);
    return (
      row && {
        ...{ format: SIGNATURE_FORMAT, exportId, algorithm: 'Ed25519', ...row },
        exportedAt: row.exportedAt.toISOString(),
        entries: Number(row.entries),
        bytes: Number(row.bytes),
      }
    );
  }
}
