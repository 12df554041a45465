import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Database } from '@stopsms/persistence';
import type { ExportSigner } from '../exports/export-signer';
import { OtherServices } from './other-services';
import { EVIDENCE_SIGNATURE_FORMAT, evidenceLine, evidenceStatement } from './evidence-format';
import { type EvidenceHead, evidenceBegin, evidenceEnd } from './evidence-page';
import type { KnownMessage, KnownOfPerson } from './known-of-person';
import { StreamedFile } from '../exports/streamed-file';

/** As many as compliance gives at once. */
const PROOFS = 100;

export interface EvidenceSignature {
  format: string;
  evidenceId: string;
  madeAt: string;
  madeBy: string;
  purpose: string;
  entries: number;
  bytes: number;
  /** Of the whole file, hexadecimal. */
  sha256: string;
  algorithm: 'Ed25519';
  keyId: string;
  /** base64, over `stopsms-evidence-signature/1 sha256:<sha256>`. */
  signature: string;
}

/**
 * Streams the evidence of a person, with the proofs fetched and written a hundred at a time, and signs what was streamed. It is not
 * stored; its detached signature is there before its last piece is sent.
 */
@Injectable()
export class WriteEvidence {
  constructor(
    private readonly database: Database,
    private readonly directory: AdvertiserDirectory,
    private readonly others: OtherServices,
  ) {}

  /** @throws Error when compliance goes away meanwhile: the file then breaks off and is never signed */
  async *chunks(
    head: EvidenceHead,
    known: KnownOfPerson,
    authorization: string | undefined,
    signer: ExportSigner,
  ): AsyncGenerator<string> {
    const file = new StreamedFile();
    const begin = evidenceBegin(head, known, (id) => this.directory.get(id)?.name ?? id);
    let { entries } = begin;
    yield file.count(begin.text);
    for (const [advertiserId, messageIds] of asked(known.messages)) {
      const proofs = await this.others.proofs(advertiserId, messageIds, head.phone, authorization);
      if (!proofs.ok) throw new Error(proofs.refusal.detail);
      entries += proofs.value.length;
      if (proofs.value.length > 0)
        yield file.count(proofs.value.map((proof) => evidenceLine({ kind: 'proof', entry: proof })).join(''));
    }
    const last = file.count(evidenceEnd(entries));
    const { sha256, bytes } = file.end();
    await this.database.query(
      `INSERT INTO evidence_file (id, made_by, purpose, made_at, entries, bytes, sha256, key_id, signature)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[head.fileId, head.madeBy, head.purpose, head.madeAt, entries, bytes, sha256],
        ...[signer.keyId, signer.sign(evidenceStatement(sha256))],
      ],
    );
    yield last;
  }

  /** Undefined for a file that was never streamed to its end. */
  async signature(evidenceId: string): Promise<EvidenceSignature | undefined> {
    const [row] = await this.database.query<
      Pick<EvidenceSignature, 'madeBy' | 'purpose' | 'sha256' | 'keyId' | 'signature'> & {
        madeAt: Date;
        entries: string;
        bytes: string;
      }
    >(
      `SELECT made_by AS "madeBy", purpose, made_at AS "madeAt", entries, bytes, sha256, key_id AS "keyId", signature
       FROM evidence_file WHERE id = $1`,
      [evidenceId],
    );
    if (!row) return undefined;
    const { madeAt, entries, bytes, ...rest } = row;
    return {
      format: EVIDENCE_SIGNATURE_FORMAT,
      evidenceId,
      algorithm: 'Ed25519',
      ...rest,
      madeAt: madeAt.toISOString(),
      entries: Number(entries),
      bytes: Number(bytes),
    };
  }
}

/** Of each advertiser, a hundred at a time. A message of nobody's is an answer of the platform, on which nothing was decided. */
function* asked(messages: readonly KnownMessage[]): Generator<[string, string[]]> {
  const byAdvertiser = new Map<string, string[]>();
  for (const { id, advertiserId } of messages) {
    if (advertiserId === undefined) continue;
    const ids = byAdvertiser.get(advertiserId) ?? [];
    byAdvertiser.set(advertiserId, ids);
    ids.push(id);
  }
  for (const [advertiserId, ids] of byAdvertiser)
    for (let from = 0; from < ids.length; from += PROOFS) yield [advertiserId, ids.slice(from, from + PROOFS)];
}
