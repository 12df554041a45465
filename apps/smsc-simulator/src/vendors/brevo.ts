import { type Face, type VendorMessage, digitsOf, e164Of, partsOf, textIn } from './face';

const STOP_CODE = '36111';

/** API v3 of Brevo, which answers STOP itself, and whose replies name the message but not the code. */
export const brevo: Face = {
  answersStop: true,
  repliesNameMessages: true,
  isAuthentic: (request) => request.header('api-key') !== undefined,
  routes: (router, desk, send) => {
    router.post('/v3/transactionalSMS/send', (request, response) => {
      const { recipient, sender, content, tag, webUrl } = request.body as Record<string, unknown>;
      const url = textIn(webUrl);
      const read = recipient
        ? {
            messages: [
              {
                ...{ to: e164Of(recipient), from: textIn(sender) },
                text: textIn(content).replace('[STOP_CODE]', STOP_CODE),
                ...(tag ? { reference: textIn(tag) } : {}),
                ...(url && { callbackUrl: url }),
              },
            ],
          }
        : { problem: { status: 400, json: { code: 'missing_parameter', message: 'recipient is missing' } } };
      const answer = desk.submit(read, ([taken]) => ({
        status: 201,
        json: taken ? { messageId: idOf(taken.message) } : {},
      }));
      send(request, response, answer);
    });
    router.get('/v3/transactionalSMS/statistics/events', (request, response) => {
      const [tag = ''] = JSON.parse(textIn(request.query['tags'])) as string[];
      const events = desk.find(tag).map((message) => ({
        ...{ phoneNumber: digitsOf(message.to), date: new Date(message.at).toISOString() },
        ...{ messageId: String(idOf(message)), event: 'sent', tag },
      }));
      response.json(events.length === 0 ? {} : { events });
    });
  },
  receipt: (message, kind) => ({
    method: 'POST',
    content: {
      json: { ...eventOf(message), sms_count: partsOf(message.finalText), credits_used: 4.5, ...statusOf(kind) },
    },
  }),
  reply: ({ text, at, answers }) => ({
    method: 'POST',
    content: {
      json: {
        ...(answers && eventOf(answers)),
        ...{ msg_status: 'replied', reply: text, date: new Date(at).toISOString() },
      },
    },
  }),
};

/** Ids of Brevo are numbers. */
const idOf = ({ id }: Pick<VendorMessage, 'id'>): number => Number(BigInt(`0x${id.slice(-12)}`) % 1_000_000_000_000n);

const eventOf = (message: VendorMessage): object => ({
  ...{ id: 1, to: digitsOf(message.to), messageId: idOf(message), date: new Date(message.at).toISOString() },
  ...{ type: 'marketing', reference: message.id, remaining_credit: 100 },
  ...(message.reference !== undefined && { tag: message.reference }),
});

function statusOf(kind: Parameters<Face['receipt']>[1]): object {
  if (kind.state === 'delivered') return { msg_status: 'delivered' };
  if (kind.state === 'unknown') return { msg_status: 'teleported' };
  if (kind.state === 'blocked') return { msg_status: 'blacklisted' };
  return { msg_status: kind.failure.stat === 'EXPIRED' ? 'soft_bounce' : 'hard_bounce' };
}
