import { type KeyObject, createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

const KEY_ID_CHARACTERS = 22;

/** An Ed25519 key with which documents are signed, so that anybody who has the public key can check them. */
export class Ed25519Signer {
  /** SHA-256 of the public key (SPKI, DER), base64url, 22 characters. */
  readonly keyId: string;
  /** SPKI, PEM. */
  readonly publicKey: string;
  private readonly key: KeyObject;

  /**
   * @param pem - PKCS8; line breaks may be written `\n`, as environment files do
   * @throws RangeError if it is not an Ed25519 key
   */
  constructor(pem: string) {
    this.key = privateKeyOf(pem);
    const publicKey = createPublicKey(this.key);
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const der = publicKey.export({ type: 'spki', format: 'der' });
    this.keyId = createHash('sha256').update(der).digest('base64url').slice(0, KEY_ID_CHARACTERS);
  }

  /** base64 */
  sign(statement: string): string {
    return sign(null, Buffer.from(statement), this.key).toString('base64');
  }
}

function privateKeyOf(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // A value that is no key at all is reported like a key of another kind, without repeating it.
  }
  throw new RangeError('it is no Ed25519 private key in PEM. Make one with: openssl genpkey -algorithm ed25519');
}
