import { isDeepStrictEqual } from 'node:util';
import { PROBLEMS } from '@stopsms/contracts';
import { checkAnswer } from '@stopsms/testing';
import fc from 'fast-check';
import { WEBHOOK_SECRET } from '../answers/walk-others';
import type { AcceptedValues } from './accepted-values';
import type { FuzzStage } from './own-records';
import { type OwedResults, SeenRecords } from './owed-results';
import { DOCUMENTS, type FuzzRequest, ROUTES, type Route, requestsFor } from './routes';

const PATIENCE_MS = 30_000;
/** Requests that are under way together: neighbours in a round often touch the same rows. */
const AT_ONCE = 4;
/** So that two seeds have no request in common. */
const SEEDS_OF_A_RUN = 100_003;
/** A request in a report, without what it sends in full. */
const SHOWN_CHARACTERS = 600;

/** Requests of a run to routes that owe a result, beside the one that each route gets. */
const MORE: Readonly<Record<string, number>> = {
  'POST /v1/messages': 14,
  'POST /v1/campaigns': 3,
  'POST /v1/campaigns/{id}/start': 4,
  'POST /v1/campaigns/{id}/test-send': 3,
  'POST /v1/address-books/{id}/imports': 3,
  'POST /v1/address-books/{id}/contacts': 2,
  'POST /v1/providers/{name}/mo': 5,
  'POST /v1/providers/{name}/receipts': 3,
  'PUT /v1/opt-outs': 1,
  'POST /u/{token}': 1,
  'POST /v1/consents': 1,
  'POST /v1/campaigns/{id}/pause': 1,
  'POST /v1/campaigns/{id}/resume': 1,
  'POST /v1/campaigns/{id}/cancel': 1,
};
const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
/** In this order, so that what one route makes is there for the next. */
const ROUND: readonly Route[] = ROUTES.flatMap((route) =>
  Array.from({ length: 1 + (MORE[nameOf(route)] ?? 0) }, () => route),
);

export interface FuzzedRoutes {
  /** Number of answers by route, and by status with the code of a refusal. */
  answers: Map<string, Map<string, number>>;
  faults: string[];
}

/** Sends each route `runs` requests that fit its document or do not; routes that owe a result get more. */
export async function fuzzRoutes(
  stage: FuzzStage,
  { known, owed }: { known: AcceptedValues; owed: OwedResults },
  { seed, runs }: { seed: number; runs: number },
): Promise<FuzzedRoutes> {
  const found: FuzzedRoutes = { answers: new Map(), faults: [] };
  const fuzzer = new RouteFuzzer(stage, known, owed, found);
  let nth = 0;
  for (let run = 0; run < runs; run += 1) {
    learnFromTopics(stage, known);
    for (let from = 0; from < ROUND.length; from += AT_ONCE) {
      const requests = ROUND.slice(from, from + AT_ONCE).flatMap((route) => {
        nth += 1;
        const [request] = fc.sample(requestsFor(route, known), { seed: seed * SEEDS_OF_A_RUN + nth, numRuns: 1 });
        return request ? [{ route, request }] : [];
      });
      await Promise.all(requests.map(({ route, request }) => fuzzer.send(route, request)));
    }
  }
  return found;
}

/** The operator's ids and the tokens of unsubscribe links are published on topics alone. */
function learnFromTopics(stage: FuzzStage, known: AcceptedValues): void {
  const seen = new SeenRecords(stage);
  for (const smscId of seen.messagesBySmscId().keys()) known.add('smsc ids', smscId);
  for (const token of seen.tokens()) known.add('tokens', token);
}

const KEY_HEADER = 'Idempotency-Key';

interface Answer {
  status: number;
  contentType: string | null;
  /** Empty for a stream of events. */
  text: string;
}

/** Sends requests, checks their answers, and notes what is owed for those accepted. */
class RouteFuzzer {
  constructor(
    private readonly stage: FuzzStage,
    private readonly known: AcceptedValues,
    private readonly owed: OwedResults,
    private readonly found: FuzzedRoutes,
  ) {}

  async send(route: Route, request: FuzzRequest): Promise<void> {
    const { service, method } = route;
    const fault = (what: string) =>
      this.found.faults.push(
        `${service} ${method} ${request.path.slice(0, SHOWN_CHARACTERS)} ${(request.body ?? '').slice(0, SHOWN_CHARACTERS)}: ${what.slice(0, SHOWN_CHARACTERS)}`,
      );
    let answer: Answer;
    try {
      answer = await this.fetch(route, request);
    } catch (error) {
      this.count(route, 'no answer');
      fault(`no answer: ${String(error)} ${String((error as Error).cause ?? '')}`);
      return;
    }
    const { status, contentType, text } = answer;
    const code = contentType?.includes('problem+json')
      ? ((JSON.parse(text) as { code?: string }).code ?? '')
      : undefined;
    this.count(route, `${status} ${code ?? ''}`.trim());
    if (status >= 500) return void fault(`${status} ${text}`);
    if (code !== undefined && !(code in PROBLEMS))
      fault(`${status} with the code ${code}, which the catalogue does not have`);
    try {
      if (!contentType?.startsWith('text/event-stream'))
        checkAnswer(DOCUMENTS[service], { method, url: request.path }, { status, contentType, text });
    } catch (error) {
      fault(error instanceof Error ? error.message : String(error));
    }
    if (status >= 300) return;
    this.learn(route, request, contentType, text);
    if (!(KEY_HEADER in request.headers)) return;
    const again = await this.fetch(route, request);
    // What is kept of the first answer is the same JSON, its members in another order.
    if (again.status !== status || !isDeepStrictEqual(JSON.parse(again.text), JSON.parse(text)))
      fault(`asked again with its ${KEY_HEADER} it answered ${again.status} ${again.text}, not ${text}`);
  }

  /** @throws Error when there is no answer */
  private async fetch({ service, method, path }: Route, request: FuzzRequest): Promise<Answer> {
    const response = await fetch(this.stage.stack.services[service].url + request.path, {
      ...{ method, redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) },
      headers: { connection: 'close', ...authorization(path), ...request.headers },
      ...(request.body !== undefined && method !== 'GET' && { body: request.body }),
    });
    const contentType = response.headers.get('content-type');
    // A stream of events has no end.
    const isStream = contentType?.startsWith('text/event-stream') ?? false;
    if (isStream) await response.body?.cancel();
    return { status: response.status, contentType, text: isStream ? '' : await response.text() };
  }

  private count(route: Route, answer: string): void {
    const name = `${route.service} ${nameOf(route)}`;
    const ofRoute = this.found.answers.get(name) ?? new Map<string, number>();
    ofRoute.set(answer, (ofRoute.get(answer) ?? 0) + 1);
    this.found.answers.set(name, ofRoute);
  }

  /** Keeps ids of what was made or exists for later requests, and what is owed for the end. */
  private learn({ method, path }: Route, request: FuzzRequest, contentType: string | null, text: string): void {
    const isJson = contentType?.split(';')[0] === 'application/json';
    const answer = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
    const isJsonBody = request.headers['content-type'] === 'application/json';
    const body: unknown = isJsonBody ? JSON.parse(request.body ?? 'null') : request.body;
    this.owed.note({ method, route: path, path: request.path, body, answer });
    const [, collection = '', member = ''] = MEMBERS.exec(path) ?? [];
    const items = Array.isArray(answer['items']) ? (answer['items'] as { id?: unknown }[]) : [];
    const kind = member === '' ? collection : `${collection} ${MEMBER_IDS[member] ?? ''}`;
    for (const { id } of [answer, ...items]) if (typeof id === 'string' && MEMBERS.test(path)) this.known.add(kind, id);
    if (typeof answer['nextCursor'] === 'string') this.known.add(`${path} cursor`, answer['nextCursor']);
    if (method === 'DELETE' && typeof answer['id'] === 'string') this.known.forget(answer['id']);
    if (answer['state'] === 'scheduled' && path.startsWith('/v1/campaigns/'))
      this.known.add('scheduled', String(answer['id']));
    if (method === 'POST' && path === '/v1/campaigns') this.known.add('drafts', String(answer['id']));
    if (method === 'POST' && path.endsWith('/imports')) this.known.add('imports', String(answer['id']));
  }
}

/** Addresses of a collection, or of one that belongs to a member of it. */
const MEMBERS = /^\/v1\/([^/]+)(?:\/\{id\}\/([^/]+))?$/;
/** As addresses name the ids in them. */
const MEMBER_IDS: Record<string, string> = {
  ...{ keys: 'keyId', senders: 'senderId', contacts: 'contactId' },
  ...{ 'webhook-secrets': 'secretId', messages: 'messageId' },
};

const authorization = (path: string): Record<string, string> =>
  path.startsWith('/v1/providers/') ? { authorization: `Bearer ${WEBHOOK_SECRET}` } : {};
