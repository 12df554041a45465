import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

// A secret that must be read again cannot be a hash. It is sealed with AES-256-GCM under a key that only those have who need it:
// a table, a topic or a backup that has the sealed form reveals nothing, and a changed secret cannot be opened.

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MAX_KEYS = 2;
/** Length of the digest that names the key of a sealed secret; it reveals nothing about a random key. */
const NAME_BYTES = 4;

interface Key {
  name: string;
  bytes: Buffer;
}

/** Form of a sealed secret: the name of its key, a full stop, and nonce, tag and text. */
export const SEALED_PATTERN = '^[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{40,}$';

/** Encrypts secrets for holders of the key. */
export class SecretSeal {
  private readonly keys: Key[];

  /**
   * @param keys - base64 of 32 bytes; two, separated by a comma, while one is changed: the first seals, both open
   * @throws RangeError if it is something else
   */
  constructor(keys: string) {
    const all = keys.split(',').map((key) => Buffer.from(key.trim(), 'base64'));
    if (all.length > MAX_KEYS) throw new RangeError(`holds ${all.length} keys, ${MAX_KEYS} at most can be in use`);
    const wrong = all.find(({ length }) => length !== KEY_BYTES);
    if (wrong) {
      throw new RangeError(
        `holds ${wrong.length} bytes, ${KEY_BYTES} are needed, in base64. Make one with: openssl rand -base64 32`,
      );
    }
    this.keys = all.map((bytes) => ({ bytes, name: nameOf(bytes) }));
  }

  /** @param of - what it belongs to; what is sealed for one opens for no other */
  seal(secret: string, of: string): string {
    const [{ name, bytes }] = this.keys as [Key];
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, bytes, nonce).setAAD(Buffer.from(of));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return `${name}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
  }

  /** @returns undefined for what another key, or something else's, sealed, or what was changed since */
  open(sealed: string, of: string): string | undefined {
    const [name, rest = ''] = sealed.split('.');
    const key = this.keys.find((each) => each.name === name);
    const bytes = Buffer.from(rest, 'base64url');
    if (!key || bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv(ALGORITHM, key.bytes, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(of)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      // The tag does not fit: it is not what was sealed.
      return undefined;
    }
  }

  /** Returns whether a secret was sealed with another key than the first, and should be sealed again. */
  isOld(sealed: string): boolean {
    return !sealed.startsWith(`${this.keys[0]?.name}.`);
  }
}

const nameOf = (key: Buffer): string =>
  createHash('sha256').update('stopsms seal').update(key).digest().subarray(0, NAME_BYTES).toString('base64url');
