import { createHmac } from 'node:crypto';
import { webhookSignature } from './webhook-signature';

test('a receiver that shares the secret can check the signature from the header and the raw body', () => {
  const header = webhookSignature('secret', '{"a":"é"}', 1_764_000_000_999);
  expect(header).toMatch(/^t=1764000000,v1=[0-9a-f]{64}$/);
  expect(header.split('v1=')[1]).toBe(
    createHmac('sha256', 'secret').update(Buffer.from('1764000000.{"a":"é"}', 'utf8')).digest('hex'),
  );
});

test.each([
  ['another secret', webhookSignature('other', '{}', 1_000)],
  ['another body', webhookSignature('secret', '[]', 1_000)],
  ['another second', webhookSignature('secret', '{}', 2_000).replace('t=2', 't=1')],
])('%s gives another signature', (_, header) => {
  expect(header).not.toBe(webhookSignature('secret', '{}', 1_000));
});
