import { answer, bodyDto, nameField, phoneField, wordsField } from '@stopsms/http';
import { z } from 'zod';
import { AT, EXPORT_ID, PHONE } from '../http-parts/examples';

export class EvidenceAsked extends bodyDto(
  z.strictObject({
    phone: phoneField.describe('Phone number in E.164, or national in France.'),
    purpose: wordsField(500, 'why it is made, for whoever asks later').describe(
      'Purpose of the file, which it contains; without phone number.',
    ),
    language: z.enum(['fr', 'en']).default('fr').describe('Language of the page.'),
    by: nameField(100)
      .optional()
      .describe(
        'Name of the person who requests the file. With an API key or a signed-in person, that name is recorded instead.',
      ),
  }),
  { phone: PHONE, purpose: 'access request, letter 14', language: 'fr', by: 'anne' },
) {}

export class EvidenceSignatureAnswer extends answer(
  z.strictObject({
    format: z.string(),
    evidenceId: z.string(),
    madeAt: z.iso.datetime(),
    madeBy: z.string(),
    purpose: z.string(),
    entries: z.int(),
    bytes: z.int(),
    sha256: z.string().describe('SHA-256 of the file, hexadecimal.'),
    algorithm: z.literal('Ed25519'),
    keyId: z.string(),
    signature: z.string().describe('Signature of `stopsms-evidence-signature/1 sha256:<sha256>`, base64.'),
  }),
  {
    format: 'stopsms-evidence-signature/1',
    evidenceId: EXPORT_ID,
    madeAt: AT,
    madeBy: 'anne',
    purpose: 'access request, letter 14',
    entries: 41,
    bytes: 81_245,
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    algorithm: 'Ed25519',
    keyId: 'b1946ac92492d234',
    signature: 'q3Vw…==',
  },
) {}
