import { type Face, type Submitted, type Taken, type VendorMessage, digitsOf, e164Of, partsOf, textIn } from './face';

interface Item {
  sender?: string;
  destinations?: { to?: string; messageId?: string }[];
  content?: { text?: string };
  webhooks?: { delivery?: { url?: string } };
}

/** SMS API v3 of Infobip: many messages in a call, an answer for each. */
export const infobip: Face = {
  isAuthentic: (request) => /^App .+/.test(request.header('authorization') ?? ''),
  routes: (router, desk, send) => {
    router.post('/sms/3/messages', (request, response) => {
      const { messages } = request.body as { messages?: Item[] };
      const read = Array.isArray(messages)
        ? { messages: messages.flatMap(submittedOf) }
        : { problem: { status: 400, json: { errorCode: 'E400', description: 'messages is missing' } } };
      const answer = desk.submit(read, (taken) => ({
        status: 200,
        json: { bulkId: 'bulk', messages: taken.map(answerOf) },
      }));
      send(request, response, answer);
    });
    router.get('/sms/3/logs', (request, response) => {
      const found = desk.find(textIn(request.query['messageId']));
      response.json({ results: found.map((message) => answerOf({ outcome: 'taken', message })) });
    });
  },
  receipt: (message, kind) => ({
    method: 'POST',
    content: { json: { results: [{ ...identityOf(message), callbackData: message.reference, ...statusOf(kind) }] } },
  }),
  reply: ({ id, from, to, text, at }) => ({
    method: 'POST',
    content: {
      json: {
        results: [{ messageId: `mo-${id}`, from: digitsOf(from), to, text, receivedAt: new Date(at).toISOString() }],
      },
    },
  }),
};

const submittedOf = ({ sender, destinations = [], content, webhooks }: Item): Submitted[] =>
  destinations.map(({ to, messageId }) => ({
    to: e164Of(to),
    from: textIn(sender),
    text: textIn(content?.text),
    ...(messageId !== undefined && { reference: messageId }),
    ...(webhooks?.delivery?.url !== undefined && { callbackUrl: webhooks.delivery.url }),
  }));

const identityOf = ({ id, reference, to, finalText }: VendorMessage): object => ({
  messageId: reference ?? id,
  to: digitsOf(to),
  messageCount: partsOf(finalText),
});

const answerOf = ({ outcome, message }: Taken): object => ({
  ...identityOf(message),
  destination: digitsOf(message.to),
  details: { messageCount: partsOf(message.finalText) },
  status:
    outcome === 'blocked'
      ? { groupName: 'REJECTED', id: 14, name: 'REJECTED_DESTINATION_BLOCKLISTED', description: 'Destination blocked' }
      : { groupName: 'PENDING', name: 'PENDING_ACCEPTED', description: 'Message accepted' },
});

function statusOf(kind: Parameters<Face['receipt']>[1]): object {
  if (kind.state === 'delivered') return { status: { groupName: 'DELIVERED', name: 'DELIVERED_TO_HANDSET' } };
  if (kind.state === 'unknown') return { status: { groupName: 'TELEPORTED', name: 'TELEPORTED' } };
  if (kind.state === 'blocked')
    return { status: { groupName: 'REJECTED', id: 14, name: 'REJECTED_DESTINATION_BLOCKLISTED' } };
  return {
    status: { groupName: 'UNDELIVERABLE', name: 'UNDELIVERABLE_NOT_DELIVERED' },
    error: { name: `EC_${kind.failure.err}` },
  };
}
