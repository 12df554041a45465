import { answer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, EXPORT_ID } from '../http-parts/examples';

const algorithm = z.literal('Ed25519');
const keyId = z.string();

export class SignatureAnswer extends answer(
  z.strictObject({
    format: z.string(),
    exportId: z.string(),
    advertiserId: z.string(),
    exportedAt: z.iso.datetime(),
    entries: z.int(),
    bytes: z.int(),
    sha256: z.string().describe('SHA-256 of the file, hexadecimal.'),
    algorithm,
    keyId,
    signature: z.string().describe('Signature of `stopsms-opt-outs-signature/1 sha256:<sha256>`, base64.'),
  }),
  {
    format: 'stopsms-opt-outs-signature/1',
    exportId: EXPORT_ID,
    advertiserId: ADVERTISER_ID,
    exportedAt: AT,
    entries: 4_000,
    bytes: 812_345,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    algorithm: 'Ed25519',
    keyId: 'b1946ac92492d234',
    signature: 'q3Vw…==',
  },
) {}

export class ExportKeyAnswer extends answer(
  z.strictObject({ algorithm, keyId, publicKey: z.string().describe('Public key in PEM format.') }),
  {
    algorithm: 'Ed25519',
    keyId: 'b1946ac92492d234',
    publicKey: '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA…\n-----END PUBLIC KEY-----\n',
  },
) {}
