import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Group in a response to `POST /v1/preflight`; the preflight of the story (e2e) calls the real compliance. */
export interface FakeGroup {
  outcome: 'cleared' | 'held' | 'refused';
  code?: string;
  detail?: string;
  ofText: boolean;
  region: string;
  timeZones?: string[];
  until?: string;
  closesAt?: string;
  parts?: number;
  count: number;
}

export interface FakeQuestion {
  advertiserId: string;
  campaignId: string;
  category: string;
  mention?: string;
  at: number;
  expiresAt?: number;
  texts: string[];
  recipients: { to: string; country: string; text: number }[];
  clearedBefore: number;
}

type Answer = FakeGroup[] | { status: number; body: object; retryAfter?: number };
type Answers = (question: FakeQuestion) => Answer | Promise<Answer>;

const everybodyLeaves: Answers = ({ recipients }) =>
  [...new Set(recipients.map(({ country }) => country))].map((region) => ({
    outcome: 'cleared',
    ofText: false,
    region,
    parts: 1,
    count: recipients.filter(({ country }) => country === region).length,
  }));

/** Compliance as campaign sees it over HTTP: a server that responds as the test configures; by default everybody may be texted. */
export class FakeCompliance {
  readonly asked: { question: FakeQuestion; authorization: string | undefined }[] = [];
  /** Windows that `GET /v1/send-windows` returns. */
  windows: { opensAt: string; closesAt: string }[] = [];
  private answers: Answers = everybodyLeaves;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on; without a word everybody may be texted again. */
  says(answers: Answers = everybodyLeaves): void {
    this.answers = answers;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') return say(response, 200, { windows: this.windows });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const question = JSON.parse(Buffer.concat(chunks).toString()) as FakeQuestion;
    this.asked.push({ question, authorization: request.headers.authorization });
    // Who breaks off gives no answer at all.
    const answer = await Promise.resolve(this.answers(question)).catch(() => undefined);
    if (!answer) return void request.socket.destroy();
    if (Array.isArray(answer)) say(response, 200, { groups: answer });
    else say(response, answer.status, answer.body, answer.retryAfter);
  }
}

function say(response: ServerResponse, status: number, body: object, retryAfter?: number): void {
  const headers = {
    'content-type': 'application/json',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  };
  response.writeHead(status, headers).end(JSON.stringify(body));
}
