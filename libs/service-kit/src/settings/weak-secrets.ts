// A secret that was copied from an example, or typed to get on, is known to whoever reads the same example. In production mode
// a service does not start with one.

/** What this project's own files, and everybody's habits, put where a secret goes. */
const EXAMPLES = new Set(
  `stopsms simulator postgres password passw0rd secret changeme change-me change_me example default admin root test
   guest letmein qwerty 12345678 123456789 1234567890 smppclient1 password1 kafka role dummy todo xxx`.split(/\s+/),
);
const FEWEST_CHARACTERS = 5;
/** 32 random bytes have some thirty different ones. */
const FEWEST_BYTES = 16;
const PRINTABLE = /^[\x20-\x7e]*$/;

/**
 * @param shortest - characters a secret of this kind must have
 * @returns why it is none, without repeating it
 */
export function weakSecret(secret: string, shortest: number): string | undefined {
  const plain = secret.toLowerCase();
  if (EXAMPLES.has(plain) || /change.?me|example|placeholder/.test(plain)) return 'is an example';
  if (secret.length < shortest) return `has ${secret.length} characters, ${shortest} are needed`;
  const different = new Set(secret).size;
  if (different < Math.min(FEWEST_CHARACTERS, shortest)) return `is made of ${different} different character(s)`;
  return undefined;
}

/** @param secret - base64 of 32 bytes */
export function weakKey(secret: string): string | undefined {
  const bytes = Buffer.from(secret, 'base64');
  if (new Set(bytes).size < FEWEST_BYTES) return 'is not random: the same bytes come again and again';
  if (bytes.every((byte, n) => n === 0 || byte === (((bytes[n - 1] ?? 0) + 1) & 255))) return 'counts up';
  if (PRINTABLE.test(bytes.toString('latin1'))) return 'is text and not random';
  return undefined;
}
