// A secret that was copied from an example, or is easy to type, is known to every reader of that example. In production mode a
// service does not start with one.

/** Values of this project's own files and common placeholders. */
const EXAMPLES = new Set(
  `stopsms simulator postgres password passw0rd secret changeme change-me change_me example default admin root test
   guest letmein qwerty 12345678 123456789 1234567890 smppclient1 password1 kafka role dummy todo xxx`.split(/\s+/),
);
/** Words to try against a hash. */
export const COMMON_WORDS: readonly string[] = [
  ...EXAMPLES,
  'operator',
  'stopsms_example',
  'secret-key',
  'key',
  'alice',
  'bob',
];
const MIN_CHARACTERS = 5;
/** Minimum of different bytes; 32 random bytes have some thirty. */
const MIN_BYTES = 16;
/** Minimum of different steps from one byte to the next; random bytes have some thirty. */
const MIN_STEPS = 12;
const PRINTABLE = /^[\x20-\x7e]*$/;

/**
 * @param shortest - minimum length
 * @returns why the secret is weak, without repeating it
 */
export function weakSecret(secret: string, shortest: number): string | undefined {
  const plain = secret.toLowerCase();
  if (EXAMPLES.has(plain) || /change.?me|example|placeholder/.test(plain)) return 'is an example';
  if (secret.length < shortest) return `has ${secret.length} characters, ${shortest} are needed`;
  const different = new Set(secret).size;
  if (different < Math.min(MIN_CHARACTERS, shortest)) return `is made of ${different} different character(s)`;
  return undefined;
}

/** @param secrets - base64 of 32 bytes each, separated by commas: old ones are still accepted, so all must be strong */
export function weakKey(secrets: string): string | undefined {
  return secrets
    .split(',')
    .map((secret) => weakBytes(Buffer.from(secret.trim(), 'base64')))
    .find((why) => why !== undefined);
}

function weakBytes(bytes: Buffer): string | undefined {
  if (new Set(bytes).size < MIN_BYTES) return 'is not random: the same bytes come again and again';
  const steps = [...bytes].slice(1).map((byte, n) => (byte - (bytes[n] ?? 0)) & 255);
  if (new Set(steps).size === 1 && steps[0] === 1) return 'counts up';
  if (new Set(steps).size < MIN_STEPS) return 'is not random: its bytes follow a pattern';
  const half = bytes.length / 2;
  if (bytes.subarray(0, half).equals(bytes.subarray(half))) return 'is not random: its second half is its first';
  if (PRINTABLE.test(bytes.toString('latin1'))) return 'is text and not random';
  return undefined;
}
