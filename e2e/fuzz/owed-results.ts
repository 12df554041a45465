import { setTimeout as delay } from 'node:timers/promises';
import {
  type ServiceName,
  advertisers,
  journal,
  messageStatus,
  moReceived,
  optOuts,
  quarantines,
  replies,
  smsRequested,
  verdicts,
} from '@stopsms/contracts';
import { clockFrom } from '@stopsms/kernel';
import { type Counts, brokenSums } from '@stopsms/story';
import type { FuzzStage } from './own-records';

/** Results that are overdue by then are missing. */
const PATIENCE_MS = 120_000;
const EVERY_MS = 250;

/** A request that was accepted before all of its work was done. */
interface Owed {
  route: string;
  /** Expected result, with its id. */
  what: string;
  /** The result, or undefined while there is none. */
  result: (seen: SeenRecords) => Promise<string | undefined> | string | undefined;
}

export interface AcceptedRequest {
  method: string;
  /** Operation of its OpenAPI document. */
  route: string;
  path: string;
  /** As it was sent. */
  body: unknown;
  /** Parsed JSON of the answer. */
  answer: Record<string, unknown>;
}

/** Collects what accepted requests owe, and waits for it on topics and over HTTP. */
export class OwedResults {
  private readonly owed: Owed[] = [];
  private readonly now: () => number;

  constructor(private readonly stage: FuzzStage) {
    const clock = clockFrom(stage.stack.clock);
    this.now = () => clock.now();
  }

  get size(): number {
    return this.owed.length;
  }

  /** Notes what the platform owes for a request that it accepted; nothing for most routes. */
  note(request: AcceptedRequest): void {
    const { method, route, path, answer } = request;
    const id = String(answer['id'] ?? '');
    const add = (what: string, result: Owed['result']) =>
      this.owed.push({ route: `${method} ${route}`, what: `${what} of ${path}`, result });
    switch (`${method} ${route}`) {
      case 'POST /v1/messages':
        return void add(`verdict on message ${id}`, (seen) => this.resultOfMessage(id, seen));
      case 'POST /v1/campaigns/{id}/test-send':
        return (answer['messages'] as { id: string }[]).forEach((test) =>
          add(`verdict on test message ${test.id}`, (seen) => this.resultOfMessage(test.id, seen)),
        );
      case 'POST /v1/campaigns/{id}/start':
      case 'POST /v1/campaigns/{id}/resume':
      case 'POST /v1/campaigns/{id}/cancel':
        return void add(`end of campaign ${id}`, (seen) => this.resultOfCampaign(id, seen));
      case 'POST /v1/address-books/{id}/imports':
        return void add(`end of import ${id}`, () => this.resultOfImport(id));
      case 'POST /v1/providers/{name}/mo':
        return void add(`reading of reply ${answer['moId']}`, (seen) => seen.resultOfReply(String(answer['moId'])));
      case 'POST /v1/providers/{name}/receipts':
        return void this.noteReceipts(request, add);
      case 'PUT /v1/opt-outs':
        return void add(`opt-out of ${answer['recipientKey']}`, (seen) =>
          seen.hasOptOut(String(answer['recipientKey'])) ? 'on the topic' : undefined,
        );
      case 'POST /u/{token}':
        return void this.noteUnsubscribe(path, add);
      case 'POST /v1/unclassified-replies/{id}/decision':
        if (answer['state'] === 'nothing' || answer['state'] === 'erased') return;
        return void add(`record of the decision on reply ${id}`, (seen) => seen.resultOfDecision(id));
      case 'POST /v1/reviews/{id}/decision':
        return void add(`messages that waited for review ${id}`, () => this.resultOfReview(id));
      case 'POST /v1/opt-outs/republish':
        return void add('republication', () => this.resultOfRepublication());
      case 'POST /v1/advertisers':
        return void add(`account ${id}`, (seen) =>
          seen.keysOf(advertisers.name).has(id) ? 'on the topic' : undefined,
        );
      default:
    }
  }

  /** Waits for all of it. @returns results by route and kind, and what is missing after PATIENCE_MS */
  async settle(): Promise<{ results: Record<string, Record<string, number>>; missing: string[] }> {
    const results: Record<string, Record<string, number>> = {};
    const until = performance.now() + PATIENCE_MS;
    let open = this.owed;
    while (open.length > 0) {
      const seen = new SeenRecords(this.stage);
      const left: Owed[] = [];
      for (const one of open) {
        const result = await one.result(seen);
        if (result === undefined) left.push(one);
        else {
          const kinds = (results[one.route] ??= {});
          kinds[result] = (kinds[result] ?? 0) + 1;
        }
      }
      open = left;
      if (open.length > 0 && performance.now() > until) break;
      await delay(EVERY_MS);
    }
    const missing = await Promise.all(open.map(async ({ what }) => `${what}: ${await this.lastSeenOf(what)}`));
    return { results, missing };
  }

  private async lastSeenOf(what: string): Promise<string> {
    const [, id = ''] = /(?:message|campaign) ([0-9a-f-]{36})/.exec(what) ?? [];
    if (id === '') return 'nothing came';
    const route = what.includes('message') ? `/v1/messages/${id}` : `/v1/campaigns/${id}`;
    const onTopics = this.stage.tap.seen
      .filter(({ value }) => value?.['messageId'] === id || (value?.['id'] === id && 'text' in value))
      .map(({ topic, value }) => `${topic} ${String(value['verdict'] ?? value['status'] ?? '')}`);
    return `${JSON.stringify(await this.get('campaign', route))}; topics: ${onTopics.join(', ')}`;
  }

  private async resultOfMessage(id: string, seen: SeenRecords): Promise<string | undefined> {
    if (!seen.isDecided(id)) return undefined;
    const message = await this.get('campaign', `/v1/messages/${id}`);
    const { state, code = '' } = message as { state?: string; code?: string };
    if (state === undefined || state === 'accepted') return undefined;
    if (state === 'held') {
      const { timeline } = message as { timeline: { event: string; until?: string }[] };
      const until = timeline.findLast(({ event }) => event === 'held')?.until;
      if (until !== undefined && Date.parse(until) <= this.now()) return undefined;
    }
    const { messageId } = (await this.get('compliance', `/v1/messages/${id}/proof`)) as { messageId?: string };
    return messageId === undefined ? undefined : `${state} ${code}`.trim();
  }

  /** A campaign has an end, waits for its time or a person, or all that is left of it is held; each of its messages is decided. */
  private async resultOfCampaign(id: string, seen: SeenRecords): Promise<string | undefined> {
    const found = await this.get('campaign', `/v1/campaigns/${id}`);
    const { state, sendAt, waitsFor, counts } = found as {
      state?: string;
      sendAt?: string;
      waitsFor?: string;
      counts: Counts;
    };
    if (state === undefined || seen.undecidedOf(id) > 0) return undefined;
    if (brokenSums({ title: id, counts }).length > 0) return undefined;
    const isOpen = counts.pending + counts.queued > 0;
    if (state === 'scheduled') return Date.parse(sendAt ?? '') > this.now() ? state : undefined;
    if (state === 'paused' || state === 'draft') return state;
    if (waitsFor !== undefined) return waitsFor;
    return isOpen ? undefined : state === 'running' ? 'running, the rest held' : state;
  }

  private async resultOfImport(id: string): Promise<string | undefined> {
    const { state } = (await this.get('campaign', `/v1/imports/${id}`)) as { state?: string };
    return state === 'completed' ? state : undefined;
  }

  private async resultOfReview(id: string): Promise<string | undefined> {
    const { waiting, state } = (await this.get('compliance', `/v1/reviews/${id}`)) as {
      waiting?: number;
      state?: string;
    };
    return waiting === 0 ? state : undefined;
  }

  private async resultOfRepublication(): Promise<string | undefined> {
    const { state } = (await this.get('suppression', '/v1/opt-outs/republish')) as { state?: string };
    return state === 'finished' ? state : undefined;
  }

  /** A final receipt settles the message to which its id belongs. */
  private noteReceipts({ body }: AcceptedRequest, add: (what: string, result: Owed['result']) => void): void {
    const FINAL = ['DELIVRD', 'EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD', 'UNKNOWN'];
    const sent = (Array.isArray(body) ? body : [body]) as { smscId: string; stat: string }[];
    const messages = new SeenRecords(this.stage).messagesBySmscId();
    for (const { smscId, stat } of sent) {
      const messageId = messages.get(smscId);
      if (messageId === undefined || !FINAL.includes(stat.toUpperCase())) continue;
      add(`receipt of message ${messageId}`, async () => {
        const { state } = (await this.get('campaign', `/v1/messages/${messageId}`)) as { state?: string };
        return state === 'delivered' || state === 'failed' ? state : undefined;
      });
    }
  }

  private noteUnsubscribe(path: string, add: (what: string, result: Owed['result']) => void): void {
    const token = decodeURIComponent(path.split('/').at(-1) ?? '');
    const recipientKey = new SeenRecords(this.stage).recipientOfToken(token);
    if (recipientKey === undefined) return;
    add(`opt-out of ${recipientKey}`, (seen) => (seen.hasOptOut(recipientKey) ? 'on the topic' : undefined));
  }

  private async get(service: ServiceName, path: string): Promise<unknown> {
    const { url } = this.stage.stack.services[service];
    const response = await fetch(url + path, { headers: { connection: 'close' } });
    return response.ok ? response.json() : { answered: response.status };
  }
}

/** Records as they were on the topics at one moment, by what is looked for in them. */
export class SeenRecords {
  private readonly byTopic = new Map<string, FuzzStage['tap']['seen']>();
  private decided: Set<unknown> | undefined;
  private concluded: Set<unknown> | undefined;

  constructor(private readonly stage: FuzzStage) {}

  private on(topic: string): FuzzStage['tap']['seen'] {
    const known = this.byTopic.get(topic) ?? this.stage.tap.on(topic);
    this.byTopic.set(topic, known);
    return known;
  }

  keysOf(topic: string): Set<string> {
    return new Set(this.on(topic).map(({ key }) => key));
  }

  /** True if a message is refused or held, or cleared and reported by the dispatcher. */
  isDecided(id: string): boolean {
    if (!this.hasVerdict(id)) return false;
    const last = this.on(verdicts.name).findLast(({ value }) => value['messageId'] === id)?.value['verdict'];
    this.concluded ??= new Set(this.on(messageStatus.name).map(({ value }) => value['messageId']));
    return last === 'held' || last === 'refused' || this.concluded.has(id);
  }

  /** Requested messages of a campaign without a verdict. */
  undecidedOf(campaignId: string): number {
    const requested = this.on(smsRequested.name).filter(({ value }) => value?.['campaignId'] === campaignId);
    return requested.filter(({ value }) => !this.hasVerdict(value['id'])).length;
  }

  private hasVerdict(id: unknown): boolean {
    this.decided ??= new Set(this.on(verdicts.name).map(({ value }) => value['messageId']));
    return this.decided.has(id);
  }

  /** A text was read to its end once the last record of its quarantine is a tombstone, or says that a person must decide. */
  resultOfReply(moId: string): string | undefined {
    if (!this.on(moReceived.name).some(({ value }) => value?.['moId'] === moId)) return undefined;
    const last = this.on(quarantines.name).findLast(({ key }) => key === moId);
    if (last === undefined) return undefined;
    const { why } = (last.value ?? {}) as { why?: string };
    return why === undefined ? 'read' : why === 'undecided' ? 'waits for a person' : undefined;
  }

  resultOfDecision(id: string): string | undefined {
    const isPublished = this.on(replies.name).some(({ value }) => {
      const { decided } = value as { decided?: { replyId: string } };
      return decided?.replyId === id;
    });
    return isPublished ? 'on the topic' : undefined;
  }

  hasOptOut(recipientKey: string): boolean {
    return this.on(optOuts.name).some(({ key }) => key.startsWith(`${recipientKey}:`));
  }

  messagesBySmscId(): Map<string, string> {
    return new Map(
      this.on(messageStatus.name).flatMap(({ value }) =>
        ((value['smscIds'] ?? []) as string[]).map((smscId) => [smscId, String(value['messageId'])] as const),
      ),
    );
  }

  /** Tokens of unsubscribe links that were sent. */
  tokens(): string[] {
    return this.unsubscribes().map(({ token }) => token);
  }

  recipientOfToken(token: string): string | undefined {
    return this.unsubscribes().find((link) => link.token === token)?.recipientKey;
  }

  private unsubscribes(): { token: string; recipientKey: string }[] {
    return this.on(journal.name).flatMap(({ value }) => {
      const { unsubscribe, recipientKey } = value as { unsubscribe?: { token: string }; recipientKey: string };
      return unsubscribe ? [{ token: unsubscribe.token, recipientKey }] : [];
    });
  }
}
