import { Agent as PlainAgent, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { Socket } from 'node:net';
import { Problem, bodyOf } from '@stopsms/service-kit';
import type { NextFunction, Request, Response } from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';

export interface Call {
  service: string;
  /** Origin of the service. */
  url: string;
  /** Path and query, as they are sent on. */
  path: string;
  token: string;
  /** It was given up because nothing came. */
  silent?: true;
}

/** Of the browser alone, or said by us. */
const NOT_SENT = [
  'cookie',
  'x-csrf-token',
  'origin',
  'referer',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-real-ip',
];
/** What a service answers is data: shown as a page by mistake, it does nothing. */
const ANSWERS_ARE_DATA = "default-src 'none'; frame-ancestors 'none'; sandbox";
const NOT_TOLD = ['set-cookie', 'www-authenticate', 'x-powered-by', 'strict-transport-security'];

type Called = Request & { call?: Call };

/** Sends a request on as it comes, and the answer back as it comes: neither is gathered. @param silenceMs - without an octet either way */
export function passOnWith(silenceMs: number) {
  const agents = { http: new PlainAgent({ keepAlive: true }), https: new TlsAgent({ keepAlive: true }) };
  const proxies = new Map<string, ReturnType<typeof proxyTo>>();

  function proxyTo(target: string) {
    return createProxyMiddleware<Called, Response>({
      target,
      agent: target.startsWith('https:') ? agents.https : agents.http,
      changeOrigin: true,
      proxyTimeout: silenceMs,
      pathRewrite: (_path, request) => request.call?.path,
      on: {
        proxyReq: (sent: ClientRequest, request) => prepare(sent, request),
        proxyRes: (answer: IncomingMessage, _request, response) => clean(answer, response),
        error: (error, request, response) => answerFault(error, request, response, silenceMs),
      },
    });
  }

  return async (request: Called, response: Response, next: NextFunction, call: Call): Promise<void> => {
    let proxy = proxies.get(call.url);
    if (!proxy) proxies.set(call.url, (proxy = proxyTo(call.url)));
    request.call = call;
    endWith(request.session.endsAt, response);
    await proxy(request, response, next);
  };
}

function prepare(sent: ClientRequest, request: Called): void {
  for (const name of NOT_SENT) sent.removeHeader(name);
  sent.setHeader('authorization', `Bearer ${request.call?.token}`);
  if (request.ip !== undefined) sent.setHeader('x-forwarded-for', request.ip);
  sent.once('timeout', () => {
    if (request.call) request.call.silent = true;
  });
}

function clean(answer: IncomingMessage, response: Response): void {
  for (const name of NOT_TOLD) delete answer.headers[name];
  for (const name of Object.keys(answer.headers)) if (name.startsWith('access-control-')) delete answer.headers[name];
  answer.headers['content-security-policy'] = ANSWERS_ARE_DATA;
  answer.headers['cache-control'] ??= 'no-store';
  // What breaks off there breaks off here: nobody is to take a part for the whole, or to wait for the rest.
  answer.once('close', () => {
    if (!answer.complete) response.destroy();
  });
  // What streams is to arrive as it is sent, whoever stands between us and the browser.
  if (answer.headers['content-type']?.startsWith('text/event-stream')) response.setHeader('x-accel-buffering', 'no');
}

/** An answer that streams ends with the session. */
function endWith(endsAt: number | undefined, response: Response): void {
  const timer = setTimeout(() => response.destroy(), Math.max(0, (endsAt ?? 0) - Date.now())).unref();
  response.once('close', () => clearTimeout(timer));
}

function answerFault(error: Error, request: Called, response: Response | Socket, silenceMs: number): void {
  // The browser is gone, or has part of the answer: it must not take it for the whole.
  if (!('headersSent' in response) || response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const { service = 'The service' } = request.call ?? {};
  const { code = error.message } = error as { code?: string };
  const problem = request.call?.silent
    ? new Problem('service-silent', `${service} said nothing for ${silenceMs / 1_000} s. ${UNKNOWN}`)
    : new Problem('service-away', `${service} does not answer (${code}). ${UNKNOWN}`);
  response
    .status(problem.getStatus())
    .set({ 'retry-after': '5', connection: 'close' })
    .type('application/problem+json')
    .send(JSON.stringify(bodyOf(problem)));
}

const UNKNOWN = 'Whether something was done is not known; look before you try again.';
