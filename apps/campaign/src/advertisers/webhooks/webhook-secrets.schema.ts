import { answer, instantAnswer } from '@stopsms/http';
import { z } from 'zod';
import { AT, SECRET_ID } from '../../http-parts/examples';

const secret = z
  .strictObject({
    id: z.guid(),
    createdAt: instantAnswer,
    createdBy: z.string().nullable(),
    retiredAt: instantAnswer.nullable(),
    retiredBy: z.string().nullable(),
    state: z.enum(['valid', 'retired']),
  })
  .meta({ id: 'WebhookSecret' });
const CURRENT = {
  id: SECRET_ID,
  createdAt: AT,
  createdBy: 'anne',
  retiredAt: null,
  retiredBy: null,
  state: 'valid' as const,
};

export class WebhookSecretAnswer extends answer(secret, {
  ...CURRENT,
  retiredAt: AT,
  retiredBy: 'anne',
  state: 'retired',
}) {}
export class WebhookSecretsAnswer extends answer(z.strictObject({ items: z.array(secret) }), { items: [CURRENT] }) {}
export class NewWebhookSecretAnswer extends answer(
  secret
    .extend({ secret: z.string().describe('The secret. It is returned only once.') })
    .meta({ id: 'NewWebhookSecret' }),
  { ...CURRENT, secret: 'whsec_3q2+7wR0…' },
) {}
