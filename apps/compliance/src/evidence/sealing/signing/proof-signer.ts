import { Ed25519Signer } from '@stopsms/kernel';

// Heads of batches and days are signed when they are made, and each document when it is given. The statement that is signed names its
// kind, so that a signature is good for nothing else. libs/verify checks both.

const headStatement = (head: string): string => `stopsms-proof-head/1 ${head}`;
const documentStatement = (digest: string): string => `stopsms-proof-document/1 sha256:${digest}`;

/** The Ed25519 key with which heads and documents are signed (`PROOF_SIGNING_KEY`). */
export class ProofSigner extends Ed25519Signer {
  /** @param head - hexadecimal. @returns base64 */
  signHead(head: string): string {
    return this.sign(headStatement(head));
  }

  /** @param digest - of the document, hexadecimal */
  signDocument(digest: string): DocumentSignature {
    return { keyId: this.keyId, publicKey: this.publicKey, signature: this.sign(documentStatement(digest)) };
  }
}

/** Signature of a document: the platform states that at `issuedAt` this is all it has of the message. */
export interface DocumentSignature {
  keyId: string;
  /** SPKI, PEM. */
  publicKey: string;
  /** base64, over `stopsms-proof-document/1 sha256:<digest>`. */
  signature: string;
}
