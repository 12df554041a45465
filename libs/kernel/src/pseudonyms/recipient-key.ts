import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { readKeyedSecret } from '../secrets/keyed-secret';

// A phone number's plain hash can be undone by trying all numbers; a keyed one cannot. The key below is the only form
// of a number in record keys, logs, traces, metrics and the opt-out list (CNIL MED-2023-040).

const KEY_BYTES = 16;
const KEY_CHARACTERS = 22;
/** Each represents six bits. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** 22 characters have room for four bits more than a key has: they say of which generation it is. */
const MARK = 0b1111;

export const RECIPIENT_KEY_PATTERN = '^[A-Za-z0-9_-]{22}$';

/** Generations by the last character of a key. */
const GENERATIONS = Uint8Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)) & MARK);

/** Returns the generation of a key: the index of its secret in the chain, from 0. */
export const generationOf = (recipientKey: string): number =>
  GENERATIONS[recipientKey.charCodeAt(KEY_CHARACTERS - 1)] ?? (recipientKey.length < KEY_CHARACTERS ? 0 : MARK);

/** Returns the last characters of keys of all generations before this one: readers without the secret distinguish generations by them. */
export const lastCharactersBefore = (generation: number): string[] =>
  [...ALPHABET].filter((_, index) => (index & MARK) < generation);

/** The 16 bytes of a key; with its generation they say as much as its 22 characters. */
export const recipientKeyBytes = (recipientKey: string): Buffer => Buffer.from(recipientKey, 'base64url');

/** @param bytes - as `recipientKeyBytes` gives them */
export const recipientKeyFrom = (bytes: Buffer, generation: number): string => written(bytes, generation);

/** A key of a secret that this process does not have: its recipient is unknown and must not be guessed. */
export class UnknownGeneration extends Error {
  override readonly name = 'UnknownGeneration';
}

/** One step of the chain, both ways. A block by itself is a permutation: two keys never become one. */
class Wrapping {
  private readonly cipher;
  private readonly decipher;

  constructor(secret: Buffer) {
    const key = createHmac('sha256', secret).update('stopsms recipient key wrapping').digest();
    this.cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    this.decipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  }

  wrap = (block: Buffer): Buffer => this.cipher.update(block);
  unwrap = (block: Buffer): Buffer => this.decipher.update(block);
}

/**
 * Converts numbers into recipient keys with the platform's secrets. The first hashes the number; each further one wraps the key
 * before, so that a secret can be changed although the numbers were erased.
 * @see docs/decisions/0031
 */
export class RecipientKeys {
  private readonly secrets: Buffer[];
  private readonly wrappings: Wrapping[];
  private working = 0;
  private since: number | undefined;

  /**
   * @param secrets - base64 of 32 bytes, the first and those that came after it, separated by commas (`STOPSMS_RECIPIENT_SECRET`)
   * @throws RangeError if they are not
   */
  constructor(secrets: string) {
    this.secrets = secrets
      .split(',')
      .map((secret) => readKeyedSecret('STOPSMS_RECIPIENT_SECRET', secret.trim(), 'numbers cannot be hashed'));
    if (new Set(this.secrets.map((secret) => secret.toString('hex'))).size < this.secrets.length)
      throw new RangeError('STOPSMS_RECIPIENT_SECRET names one secret twice: each generation needs one of its own');
    if (this.secrets.length > MARK + 1)
      throw new RangeError(
        `STOPSMS_RECIPIENT_SECRET has ${this.secrets.length} secrets, ${MARK + 1} at most can be distinguished`,
      );
    this.wrappings = this.secrets.slice(1).map((secret) => new Wrapping(secret));
  }

  /** The newest generation that can be read and made. */
  get newest(): number {
    return this.secrets.length - 1;
  }

  /** Generation of new keys. */
  get generation(): number {
    return this.working;
  }

  /** Time at which keys became those of this generation, epoch ms; undefined for the first. */
  get changedAt(): number | undefined {
    return this.since;
  }

  /**
   * @param since - epoch ms
   * @throws UnknownGeneration beyond the newest
   */
  use(generation: number, since?: number): void {
    this.assertKnown(generation);
    this.working = generation;
    this.since = since;
  }

  /** @param e164 - `+` and digits. Returns 22 characters of base64url. */
  keyOf(e164: string): string {
    return this.current(written(this.hmac(e164, 0), 0));
  }

  /** The same recipient's key as it is made now. @throws UnknownGeneration */
  current(recipientKey: string): string {
    return this.inGeneration(recipientKey, this.working);
  }

  /** Key made with the first secret alone, for values that must not change with the secret. @throws UnknownGeneration */
  first(recipientKey: string): string {
    return this.inGeneration(recipientKey, 0);
  }

  /** A key of now, and the same recipient's of the generation before, under which records may lie that have not been moved yet. */
  formsOf(recipientKey: string): string[] {
    return this.working === 0 ? [recipientKey] : [recipientKey, this.inGeneration(recipientKey, this.working - 1)];
  }

  /** @throws UnknownGeneration */
  inGeneration(recipientKey: string, generation: number): string {
    const from = generationOf(recipientKey);
    if (from === generation) return recipientKey;
    this.assertKnown(Math.max(from, generation));
    let block: Buffer = Buffer.from(recipientKey, 'base64url');
    for (let n = from; n < generation; n += 1) block = (this.wrappings[n] as Wrapping).wrap(block);
    for (let n = from; n > generation; n -= 1) block = (this.wrappings[n - 1] as Wrapping).unwrap(block);
    return written(block, generation);
  }

  /**
   * Digest of a text that is not a number, which cannot be guessed without the secret. Made with the first secret, so that it never
   * changes. @returns 22 characters of base64url
   */
  digestOf(text: string): string {
    return written(this.hmac(text, 0), 0);
  }

  /** Equal for two services exactly when their first secrets are equal; reveals nothing about the secret. */
  canary(): string {
    return this.digestOf('stopsms recipient secret canary');
  }

  /** Equal for two services exactly when their secrets up to that generation are equal. @throws UnknownGeneration */
  canaryOf(generation: number): string {
    this.assertKnown(generation);
    const each = this.secrets.slice(0, generation + 1).map((_, n) => this.hmac('stopsms recipient secret canary', n));
    return written(createHmac('sha256', Buffer.concat(each)).digest(), 0);
  }

  private assertKnown(generation: number): void {
    if (generation <= this.newest) return;
    throw new UnknownGeneration(
      `a recipient key of generation ${generation}, and STOPSMS_RECIPIENT_SECRET has the secrets up to ${this.newest}: add the next one`,
    );
  }

  private hmac(text: string, generation: number): Buffer {
    return createHmac('sha256', this.secrets[generation] as Buffer)
      .update(text)
      .digest();
  }
}

/** @param bytes - the first 16 count */
function written(bytes: Buffer, generation: number): string {
  const text = bytes.subarray(0, KEY_BYTES).toString('base64url');
  if (generation === 0) return text;
  const last = ALPHABET.indexOf(text.charAt(KEY_CHARACTERS - 1));
  return `${text.slice(0, -1)}${ALPHABET.charAt(last | generation)}`;
}
