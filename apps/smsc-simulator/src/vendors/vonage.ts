import { createHmac, randomUUID } from 'node:crypto';
import { type Callback, type Face, PART_LENGTH, type VendorMessage, digitsOf, e164Of, partsOf } from './face';

/** SMS API of Vonage: 200 for everything, a status and a receipt for each part, and replies in parts. */
export const vonage: Face = {
  isAuthentic: ({ body }) => {
    const { api_key: key, api_secret: secret } = body as Record<string, string | undefined>;
    return Boolean(key && secret);
  },
  throttled: { status: 200, json: answerOf([{ status: '1', 'error-text': 'Throughput Rate Exceeded' }]) },
  routes: (router, desk, send) => {
    router.post('/sms/json', (request, response) => {
      const { to, from = '', text = '', 'client-ref': reference } = request.body as Record<string, string | undefined>;
      const read = to
        ? { messages: [{ to: e164Of(to), from, text, ...(reference && { reference }) }] }
        : { problem: { status: 200, json: answerOf([{ status: '2', 'error-text': 'Missing to param' }]) } };
      const answer = desk.submit(read, ([taken]) => ({
        status: 200,
        json: answerOf(taken ? idsOf(taken.message).map((id) => partOf(taken.message, id)) : []),
      }));
      send(request, response, answer);
    });
  },
  receipt: (message, kind) =>
    idsOf(message).map((messageId) => ({
      method: 'POST',
      content: {
        json: {
          ...{ msisdn: digitsOf(message.to), to: message.from, messageId, 'api-key': 'simulated', ...statusOf(kind) },
          ...(message.reference !== undefined && { 'client-ref': message.reference }),
        },
      },
    })),
  reply: ({ id, from, to, text }) => {
    const parts = text.match(new RegExp(`.{1,${PART_LENGTH}}`, 'gsu')) ?? [text];
    return parts.map((part, n): Callback => ({
      method: 'POST',
      content: {
        json: {
          ...{ 'api-key': 'simulated', msisdn: digitsOf(from), to: digitsOf(to), type: 'text', text: part },
          messageId: `mo-${id}-${n}`,
          ...(parts.length > 1 && {
            ...{ concat: 'true', 'concat-ref': id.slice(-3), 'concat-total': String(parts.length) },
            'concat-part': String(n + 1),
          }),
        },
      },
    }));
  },
  seal: (content, secret) => {
    if (!('json' in content)) return content;
    const fields = { ...content.json, timestamp: String(Math.floor(Date.now() / 1_000)), nonce: randomUUID() };
    const text = Object.entries<string>(fields)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `&${name}=${value.replace(/[&=]/g, '_')}`);
    return { json: { ...fields, sig: createHmac('sha256', secret).update(text.join('')).digest('hex') } };
  },
};

const idsOf = ({ id, finalText }: VendorMessage): string[] =>
  Array.from({ length: partsOf(finalText) }, (_, n) => (n === 0 ? id : `${id}-${n}`));

const partOf = ({ to, reference }: VendorMessage, id: string): object => ({
  ...{ to: digitsOf(to), 'message-id': id, status: '0', 'message-price': '0.0333', network: '20801' },
  ...(reference !== undefined && { 'client-ref': reference }),
});

function answerOf(messages: object[]): object {
  return { 'message-count': String(messages.length), messages };
}

function statusOf(kind: Parameters<Face['receipt']>[1]): object {
  if (kind.state === 'delivered') return { status: 'delivered', 'err-code': '0' };
  if (kind.state === 'unknown') return { status: 'teleported' };
  if (kind.state === 'blocked') return { status: 'failed', 'err-code': '9' };
  return { status: kind.failure.stat === 'EXPIRED' ? 'expired' : 'failed', 'err-code': '1' };
}
