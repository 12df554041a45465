import { type Face, e164Of, textIn } from './face';

const MENTION = 'STOP 36180';

/** API 1.0 of OVHcloud, whose callbacks are calls by GET. */
export const ovh: Face = {
  isAuthentic: (request) => /^\$1\$[0-9a-f]{40}$/.test(request.header('x-ovh-signature') ?? ''),
  routes: (router, desk, send) => {
    router.post('/1.0/sms/:service/jobs', (request, response) => {
      const { message, receivers, sender, tag, noStopClause } = request.body as Record<string, unknown>;
      const [to] = (receivers ?? []) as string[];
      const text = noStopClause === false ? `${textIn(message)} ${MENTION}` : textIn(message);
      const read = to
        ? {
            messages: [
              { to: e164Of(to), from: textIn(sender) || '36180', text, ...(tag ? { reference: textIn(tag) } : {}) },
            ],
          }
        : { problem: { status: 400, json: { message: 'receivers is missing', class: 'Client::BadRequest' } } };
      send(
        request,
        response,
        desk.submit(read, ([taken]) => ({
          status: 200,
          json: taken
            ? { ids: [idOf(taken.message.id)], validReceivers: [to], invalidReceivers: [], totalCreditsRemoved: 1, tag }
            : {},
        })),
      );
    });
    router.get('/1.0/sms/:service/outgoing', (request, response) => {
      response.json(desk.find(textIn(request.query['tag'])).map(({ id }) => idOf(id)));
    });
  },
  receipt: ({ id }, kind) => ({ method: 'GET', content: { form: { id: String(idOf(id)), ...statusOf(kind) } } }),
  reply: ({ id, from, to, text, at }) => ({
    method: 'GET',
    content: { form: { id: `mo-${id}`, sender: from, to, message: text, date: new Date(at).toISOString() } },
  }),
};

/** Ids of OVHcloud are numbers. */
const idOf = (id: string): number => Number(BigInt(`0x${id.slice(-12)}`) % 1_000_000_000_000n);

function statusOf(kind: Parameters<Face['receipt']>[1]): Record<string, string> {
  if (kind.state === 'delivered') return { dlr: '1' };
  if (kind.state === 'unknown') return { dlr: '99' };
  if (kind.state === 'blocked') return { dlr: '16', ptt: '1999' };
  return { dlr: '2', ptt: kind.failure.err };
}
