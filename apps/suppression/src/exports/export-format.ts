// The portable form of an advertiser's opt-outs: JSON Lines, so that a file of any size is read line by line. Numbers are not
// in it and cannot be, because we keep none. Recipients bear the advertiser's own pseudonyms, so that the files of two advertisers do
// not have a name in common; the platform returns the pseudonyms of given numbers (export-names.controller.ts).
// tools/verify-export checks such a file without us; what it reads is written down here and there alike.

const EXPORT_FORMAT = 'stopsms-opt-outs/3';
export const SIGNATURE_FORMAT = 'stopsms-opt-outs-signature/1';

interface ExportHeader {
  exportId: string;
  advertiserId: string;
  /** Epoch ms at which reading began; what changed later may or may not be in the file. */
  exportedAt: number;
  /** Equal for two files, and for the names to compare one with, exactly when their pseudonyms were made with the same secret. */
  secretDigest: string;
}

interface ExportEntry {
  recipientKey: string;
  scope: string;
  state: string;
  since: Date;
  source: string;
  episodeId: string;
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;

export const headerLine = ({ exportId, advertiserId, exportedAt, secretDigest }: ExportHeader): string =>
  line({
    kind: 'header',
    format: EXPORT_FORMAT,
    exportId,
    advertiserId,
    exportedAt: new Date(exportedAt).toISOString(),
    secretDigest,
  });

export const entryLine = ({ recipientKey, scope, state, since, source, episodeId }: ExportEntry): string =>
  line({ kind: 'opt-out', recipientKey, scope, state, since: since.toISOString(), source, episodeId });

/** The last line, so that a file cut at the end of a line is seen to be cut. */
export const endLine = (entries: number): string => line({ kind: 'end', entries });

/** Returns the statement to sign: it names its subject, so that the signature is valid for nothing else. */
export const statementOf = (sha256: string): string => `${SIGNATURE_FORMAT} sha256:${sha256}`;
