import { randomUUID } from 'node:crypto';
import { smsRequested } from '@stopsms/contracts';
import type { KafkaMessage } from '@stopsms/kafka-client';
import { Malformed, decode } from './decode';

const request = {
  id: randomUUID(),
  advertiserId: randomUUID(),
  category: 'informative',
  to: '+33639980001',
  text: 'Lorane : votre commande 70214 est prête.',
};
const TRACE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const event = { specversion: '1.0', type: 'order.ready', source: '/shop', id: '1', data: request };
const STRUCTURED = 'application/cloudevents+json; charset=UTF-8';

function decoded(value: unknown, contentType: string | Buffer | undefined) {
  const raw = {
    key: Buffer.from(request.id),
    value: Buffer.from(JSON.stringify(value)),
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    offset: '0',
    timestamp: '0',
  } as unknown as KafkaMessage;
  const [first] = decode(smsRequested, 0, raw, () => true);
  if (!first) throw new Error('nothing decoded');
  return first;
}

test('a request in a CloudEvent equals one beside headers', () => {
  const message = decoded({ ...event, traceparent: TRACE }, Buffer.from(STRUCTURED));
  expect(message).toMatchObject({ value: request, source: '/shop', carried: TRACE, key: request.id });
  expect(decoded(request, 'application/json')).toMatchObject({ value: request });
  expect(decoded(request, undefined)).toMatchObject({ value: request });
});

const broken: [string, unknown, string][] = [
  ['of another version', { ...event, specversion: '0.3' }, '/specversion'],
  ['without a source', { ...event, source: undefined }, '/source'],
  ['with data in base64', { ...event, data: undefined, data_base64: 'e30=' }, '/data'],
  ['with text as data', { ...event, data: JSON.stringify(request) }, '/data'],
  ['with a list as data', { ...event, data: [request] }, '/data'],
  ['with data that fits no contract', { ...event, data: { ...request, category: 'maybe' } }, '/category'],
  ['that is none', request, '/specversion'],
  ['that is null', null, 'value'],
];

test.each(broken)('a CloudEvent %s is refused in writing, without its content', (_, value, where) => {
  const { detail } = decoded(value, STRUCTURED) as Malformed;
  expect(detail).toContain(where);
  expect(detail).not.toContain('commande');
});

test('an envelope without the header is no message', () => {
  expect(decoded(event, 'application/json')).toBeInstanceOf(Malformed);
});
