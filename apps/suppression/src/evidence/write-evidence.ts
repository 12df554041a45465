import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Database } from '@stopsms/persistence';
import type { ExportSigner } from '../exports/export-signer';
import { EVIDENCE_FILES_SQL } from './evidence-files.store';
import { OtherServices } from './other-services';
import { EVIDENCE_SIGNATURE_FORMAT, evidenceLine, evidenceStatement } from './evidence-format';
import { type EvidenceHead, evidenceBegin, evidenceEnd } from './evidence-page';
import type { PersonMessage, PersonRecord } from './person-record';
import { StreamedFile } from '../exports/streamed-file';

/** Maximum that compliance returns at once. */
const MAX_PROOFS = 100;

interface EvidenceSignature {
  format: string;
  evidenceId: string;
  madeAt: string;
  madeBy: string;
  purpose: string;
  entries: number;
  bytes: number;
  /** Digest of the whole file, hexadecimal. */
  sha256: string;
  algorithm: 'Ed25519';
  keyId: string;
  /** base64, over `stopsms-evidence-signature/1 sha256:<sha256>`. */
  signature: string;
}

/**
 * Streams the evidence of a person, with the proofs fetched and written a hundred at a time, and signs what was streamed. It is not
 * stored; its detached signature is stored before its last chunk is sent.
 */
@Injectable()
export class WriteEvidence {
  constructor(
    private readonly database: Database,
    private readonly directory: AdvertiserDirectory,
    private readonly others: OtherServices,
  ) {}

  /** @throws Error if compliance becomes unavailable meanwhile: the file then breaks off and is never signed */
  async *chunks(
    head: EvidenceHead,
    record: PersonRecord,
    authorization: string | undefined,
    signer: ExportSigner,
  ): AsyncGenerator<string> {
    const file = new StreamedFile();
    const begin = evidenceBegin(head, record, (id) => this.directory.get(id)?.name ?? id);
    let { entries } = begin;
    yield file.count(begin.text);
    for (const [advertiserId, messageIds] of batchesOf(record.messages)) {
      const proofs = await this.others.proofs(advertiserId, messageIds, head.phone, authorization);
      if (!proofs.ok) throw new Error(proofs.refusal.detail);
      entries += proofs.value.length;
      if (proofs.value.length > 0)
        yield file.count(proofs.value.map((proof) => evidenceLine({ kind: 'proof', entry: proof })).join(''));
    }
    const last = file.count(evidenceEnd(entries));
    const { sha256, bytes } = file.end();
    await this.database.query(EVIDENCE_FILES_SQL.insert, [
      ...([head.fileId, head.madeBy, head.purpose, head.madeAt, entries, bytes, sha256] as const),
      ...([signer.keyId, signer.sign(evidenceStatement(sha256))] as const),
    ]);
    yield last;
  }

  /** Returns undefined for a file that was never streamed to its end. */
  async signature(evidenceId: string): Promise<EvidenceSignature | undefined> {
    const [row] = await this.database.query(EVIDENCE_FILES_SQL.byId, [evidenceId]);
    return (
      row && {
        ...{ format: EVIDENCE_SIGNATURE_FORMAT, evidenceId, algorithm: 'Ed25519', ...row },
        madeAt: row.madeAt.toISOString(),
        entries: Number(row.entries),
        bytes: Number(row.bytes),
      }
    );
  }
}

/** Yields ids by advertiser, a hundred at a time. A message without advertiser is an answer of the platform, on which nothing was decided. */
function* batchesOf(messages: readonly PersonMessage[]): Generator<[string, string[]]> {
  const byAdvertiser = new Map<string, string[]>();
  for (const { id, advertiserId } of messages) {
    if (advertiserId === undefined) continue;
    const ids = byAdvertiser.get(advertiserId) ?? [];
    byAdvertiser.set(advertiserId, ids);
    ids.push(id);
  }
  for (const [advertiserId, ids] of byAdvertiser)
    for (let from = 0; from < ids.length; from += MAX_PROOFS) yield [advertiserId, ids.slice(from, from + MAX_PROOFS)];
}
