import { type Face, type VendorMessage, digitsOf, e164Of, partsOf, textIn } from './face';

const MENTION = 'STOP 36034';

/** REST API v1 of smsmode. */
export const smsmode: Face = {
  isAuthentic: (request) => request.header('x-api-key') !== undefined,
  routes: (router, desk, send) => {
    router.post('/sms/v1/messages', (request, response) => {
      const { recipient, body, from, refClient, callbackUrlStatus } = request.body as Record<string, unknown>;
      const { to } = (recipient ?? {}) as { to?: string };
      const { text, stop } = (body ?? {}) as { text?: string; stop?: boolean };
      const url = textIn(callbackUrlStatus);
      const read = to
        ? {
            messages: [
              {
                ...{ to: e164Of(to), from: textIn(from), text: stop ? `${textIn(text)} ${MENTION}` : textIn(text) },
                ...(typeof refClient === 'string' && { reference: refClient }),
                ...(url && { callbackUrl: url }),
              },
            ],
          }
        : { problem: { status: 400, json: { title: 'Bad Request', message: 'recipient.to is missing' } } };
      const answer = desk.submit(read, ([taken]) => ({ status: 201, json: taken ? messageOf(taken.message) : {} }));
      send(request, response, answer);
    });
    router.get('/sms/v1/messages', (request, response) => {
      response.json(desk.find(textIn(request.query['refClient'])).map(messageOf));
    });
  },
  receipt: (message, kind) => ({
    method: 'POST',
    content: { json: { ...messageOf(message), status: statusOf(kind) } },
  }),
  reply: ({ id, from, to, text, at, answers, isAnswered }) => ({
    method: 'POST',
    content: {
      json: {
        messageId: `mo-${id}`,
        direction: 'MO',
        from: digitsOf(from),
        recipient: { to },
        body: { text, stop: isAnswered },
        receivedDate: new Date(at).toISOString(),
        ...(answers && { originMessageId: answers.id, refClient: answers.reference }),
      },
    },
  }),
};

function statusOf(kind: Parameters<Face['receipt']>[1]): object {
  if (kind.state === 'delivered') return { value: 'DELIVERED' };
  if (kind.state === 'unknown') return { value: 'READ' };
  if (kind.state === 'blocked') return { value: 'UNDELIVERABLE', code: '3999' };
  return { value: kind.failure.stat === 'EXPIRED' ? 'EXPIRED' : 'UNDELIVERED', code: kind.failure.err };
}

const messageOf = ({ id, to, from, finalText, reference }: VendorMessage): object => ({
  messageId: id,
  direction: 'MT',
  recipient: { to: digitsOf(to) },
  from,
  body: { text: finalText, messagePartCount: partsOf(finalText), length: finalText.length },
  ...(reference !== undefined && { refClient: reference }),
});
