import { createHmac, randomUUID } from 'node:crypto';
import { type Face, type VendorMessage, digitsOf, e164Of, partsOf, textIn } from './face';

/** XMS API of Sinch, which signs its callbacks. */
export const sinch: Face = {
  isAuthentic: (request) => /^Bearer .+/.test(request.header('authorization') ?? ''),
  routes: (router, desk, send) => {
    router.post('/xms/v1/:plan/batches', (request, response) => {
      const {
        to,
        from,
        body,
        client_reference: reference,
        callback_url: url,
      } = request.body as Record<string, unknown>;
      const [first] = (to ?? []) as string[];
      const read = first
        ? {
            messages: [
              {
                ...{ to: e164Of(first), from: textIn(from), text: textIn(body) },
                ...(reference ? { reference: textIn(reference) } : {}),
                ...(url ? { callbackUrl: textIn(url) } : {}),
              },
            ],
          }
        : { problem: { status: 400, json: { code: 'syntax_constraint_violation', text: 'to is missing' } } };
      send(
        request,
        response,
        desk.submit(read, ([taken]) => ({ status: 201, json: taken ? batchOf(taken.message) : {} })),
      );
    });
    router.get('/xms/v1/:plan/batches', (request, response) => {
      const batches = desk.find(textIn(request.query['client_reference'])).map(batchOf);
      response.json({ count: batches.length, page: 0, page_size: 30, batches });
    });
  },
  receipt: ({ id, to, reference, finalText }, kind) => ({
    method: 'POST',
    content: {
      json: {
        type: 'recipient_delivery_report_sms',
        batch_id: id,
        recipient: digitsOf(to),
        client_reference: reference,
        number_of_message_parts: partsOf(finalText),
        at: new Date().toISOString(),
        ...statusOf(kind),
      },
    },
  }),
  reply: ({ id, from, to, text, at, answers }) => ({
    method: 'POST',
    content: {
      json: {
        type: 'mo_text',
        id: `mo-${id}`,
        from: digitsOf(from),
        to,
        body: text,
        received_at: new Date(at).toISOString(),
        ...(answers?.reference !== undefined && { client_reference: answers.reference }),
      },
    },
  }),
  sign: (_url, body, _form, secret) => {
    const [nonce, timestamp] = [randomUUID(), String(Math.floor(Date.now() / 1_000))];
    return {
      'x-sinch-webhook-signature': createHmac('sha256', secret)
        .update(`${body}.${nonce}.${timestamp}`)
        .digest('base64'),
      'x-sinch-webhook-signature-nonce': nonce,
      'x-sinch-webhook-signature-timestamp': timestamp,
    };
  },
};

const batchOf = ({ id, to, from, finalText, reference }: VendorMessage): object => ({
  ...{ id, to: [digitsOf(to)], from, body: finalText, type: 'mt_text', canceled: false },
  ...(reference !== undefined && { client_reference: reference }),
});

function statusOf(kind: Parameters<Face['receipt']>[1]): object {
  if (kind.state === 'delivered') return { status: 'Delivered', code: 0 };
  if (kind.state === 'unknown') return { status: 'Teleported', code: 999 };
  if (kind.state === 'blocked') return { status: 'Rejected', code: 413 };
  return { status: 'Failed', code: 404 };
}
