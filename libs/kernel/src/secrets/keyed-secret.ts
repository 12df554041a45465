const SECRET_BYTES = 32;

/**
 * @param name - of the setting that holds it
 * @param text - base64 of 32 bytes
 * @param lack - what cannot be done without it, for a person
 * @throws RangeError if it is not
 */
export function readKeyedSecret(name: string, text: string, lack: string): Buffer {
  const secret = Buffer.from(text, 'base64');
  if (secret.length === SECRET_BYTES) return secret;
  throw new RangeError(
    `${name} holds ${secret.length} bytes, ${SECRET_BYTES} are needed, in base64: ${lack}. Make one with: openssl rand -base64 ${SECRET_BYTES}`,
  );
}
