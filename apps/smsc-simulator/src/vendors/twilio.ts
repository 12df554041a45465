import { createHmac } from 'node:crypto';
import { type Face, partsOf, textIn } from './face';

/** API 2010-04-01 of Twilio, which signs its callbacks. */
export const twilio: Face = {
  answersStop: true,
  isAuthentic: (request) => /^Basic /.test(request.header('authorization') ?? ''),
  routes: (router, desk, send) => {
    router.post('/2010-04-01/Accounts/:account/Messages.json', (request, response) => {
      const {
        To: to,
        From: from,
        Body: text,
        StatusCallback: url,
      } = request.body as Record<string, string | undefined>;
      const read = to
        ? {
            messages: [
              { to, from: textIn(from), text: textIn(text), ...(url && { callbackUrl: url, reference: url }) },
            ],
          }
        : { problem: { status: 400, json: { code: 21604, message: "A 'To' phone number is required." } } };
      const answer = desk.submit(read, ([taken]) => {
        if (taken?.outcome === 'blocked') {
          return {
            status: 400,
            json: { code: 21610, message: 'Attempt to send to unsubscribed recipient', status: 400 },
          };
        }
        const { id = '', finalText = '' } = taken?.message ?? {};
        const json = {
          sid: `SM${id}`,
          status: 'queued',
          body: finalText,
          num_segments: String(partsOf(finalText)),
          to,
          from,
        };
        return { status: 201, json };
      });
      send(request, response, answer);
    });
  },
  receipt: ({ id, to, from }, kind) => ({
    method: 'POST',
    content: { form: { MessageSid: `SM${id}`, To: to, From: from, ...statusOf(kind) } },
  }),
  reply: ({ id, from, to, text }) => ({
    method: 'POST',
    content: {
      form: { MessageSid: `SM${id}`, From: from, To: to, Body: text, NumSegments: '1', SmsStatus: 'received' },
    },
  }),
  sign: (url, _body, form = {}, secret) => {
    const fields = Object.keys(form)
      .sort()
      .map((name) => name + (form[name] ?? ''));
    return {
      'x-twilio-signature': createHmac('sha1', secret)
        .update(url + fields.join(''))
        .digest('base64'),
    };
  },
};

function statusOf(kind: Parameters<Face['receipt']>[1]): Record<string, string> {
  if (kind.state === 'delivered') return { MessageStatus: 'delivered' };
  if (kind.state === 'unknown') return { MessageStatus: 'teleported' };
  if (kind.state === 'blocked') return { MessageStatus: 'failed', ErrorCode: '21610' };
  return { MessageStatus: 'undelivered', ErrorCode: '30003' };
}
