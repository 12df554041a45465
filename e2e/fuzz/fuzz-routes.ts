import { PROBLEMS } from '@stopsms/contracts';
import type { RunningStack } from '@stopsms/local-stack';
import { checkAnswer } from '@stopsms/testing';
import fc from 'fast-check';
import { WEBHOOK_SECRET } from '../answers/walk-others';
import type { KnownValues } from './known-values';
import { DOCUMENTS, type FuzzRequest, ROUTES, type Route, requestsFor } from './routes';

const PATIENCE_MS = 30_000;
/** A request in a report, without what it sends in full. */
const SHOWN_CHARACTERS = 600;

export interface FuzzedRoutes {
  /** How many were answered so, by hundreds. */
  answers: Record<string, number>;
  faults: string[];
  /** Messages that campaign accepted. */
  accepted: string[];
}

/** Asks each route `runs` times what its document allows, and what it does not. */
export async function fuzzRoutes(
  stack: RunningStack,
  known: KnownValues,
  { seed, runs }: { seed: number; runs: number },
): Promise<FuzzedRoutes> {
  const found: FuzzedRoutes = { answers: {}, faults: [], accepted: [] };
  let nth = 0;
  for (let run = 0; run < runs; run += 1) {
    for (const route of ROUTES) {
      nth += 1;
      const [request] = fc.sample(requestsFor(route, known), { seed: seed + nth, numRuns: 1 });
      if (request) await ask(stack, known, route, request, found);
    }
  }
  return found;
}

async function ask(stack: RunningStack, known: KnownValues, route: Route, request: FuzzRequest, found: FuzzedRoutes) {
  const { service, method, path } = route;
  const fault = (what: string) =>
    found.faults.push(
      `${service} ${method} ${request.path.slice(0, SHOWN_CHARACTERS)} ${(request.body ?? '').slice(0, SHOWN_CHARACTERS)}: ${what.slice(0, SHOWN_CHARACTERS)}`,
    );
  let response: Response;
  let text = '';
  try {
    response = await fetch(stack.services[service].url + request.path, {
      ...{ method, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) },
      headers: { connection: 'close', ...authorization(path), ...request.headers },
      ...(request.body !== undefined && method !== 'GET' && { body: request.body }),
    });
    // A stream of events has no end.
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) await response.body?.cancel();
    else text = await response.text();
  } catch (error) {
    fault(`no answer: ${String(error)} ${String((error as Error).cause ?? '')}`);
    return;
  }
  const { status } = response;
  const hundred = `${Math.floor(status / 100)}xx`;
  found.answers[hundred] = (found.answers[hundred] ?? 0) + 1;
  if (status >= 500) return void fault(`${status} ${text}`);
  const contentType = response.headers.get('content-type');
  if (contentType?.includes('problem+json')) {
    const { code = '' } = JSON.parse(text) as { code?: string };
    if (!(code in PROBLEMS)) fault(`${status} with the code ${code}, which the catalogue does not have`);
  }
  try {
    if (!contentType?.startsWith('text/event-stream'))
      checkAnswer(DOCUMENTS[service], { method, url: request.path }, { status, contentType, text });
  } catch (error) {
    fault(error instanceof Error ? error.message : String(error));
  }
  if (status < 300) learn(known, path, contentType, text);
  if (status === 202 && path === '/v1/messages') found.accepted.push((JSON.parse(text) as { id: string }).id);
}

const authorization = (path: string): Record<string, string> =>
  path.startsWith('/v1/providers/') ? { authorization: `Bearer ${WEBHOOK_SECRET}` } : {};

/** What was made, or is there, is asked about later. */
function learn(known: KnownValues, path: string, contentType: string | null, text: string): void {
  if (contentType?.split(';')[0] !== 'application/json') return;
  const [, collection = ''] = /^\/v1\/([^/]+)/.exec(path) ?? [];
  const body = JSON.parse(text) as { id?: unknown; items?: { id?: unknown }[] };
  for (const { id } of [body, ...(Array.isArray(body.items) ? body.items : [])])
    if (typeof id === 'string' && path === `/v1/${collection}`) known.add(collection, id);
}
