import { randomUUID } from 'node:crypto';
import { startService } from '@stopsms/bootstrap';
import {
  type Begun,
  type ClearedMessage,
  type JournalEntry,
  type MessageStatus,
  clearedMarketing,
  heartbeatKey,
  journal,
  messageStatus,
  optOutKey,
  optOuts,
} from '@stopsms/contracts';
import {
  type BedPlan,
  TestBed,
  type TestOperator,
  eventually,
  keys,
  layBed,
  startTestOperator,
} from '@stopsms/testing';
import { dispatcher } from '../src/app.module';

export const advertiserId = randomUUID();

/** A kept connection may have been closed from the other side meanwhile. */
export const NOT_KEPT = { connection: 'close' };

export const MAX_HEARTBEAT_AGE_MS = 3_000;

/** The dispatcher with an operator, heartbeats as suppression publishes them, and consumers of what it publishes. */
export class Bed extends TestBed {
  readonly statuses: MessageStatus[] = [];
  /** Statuses by message: thousands are looked up again and again, beside the dispatcher in this process. */
  private readonly byMessage = new Map<string, MessageStatus[]>();
  private readonly entries = new Map<string, JournalEntry[]>();
  /** Time of the newest heartbeat. */
  lastBeatAt = 0;
  /** Time at which suppression last began to republish the list, if it did. */
  republishedAt: number | undefined;
  /** Generation of recipient keys in heartbeats; none at first. */
  generation: number | undefined;
  private beating: NodeJS.Timeout | undefined;
  private handsets = 0;

  private constructor(
    plan: BedPlan,
    ground: Awaited<ReturnType<typeof layBed>>,
    readonly operator: TestOperator,
  ) {
    super(plan, ground);
  }

  static async make(): Promise<Bed> {
    const operator = await startTestOperator();
    const settings = {
      SMPP_PORT: String(operator.smppPort),
      ALLOW_FICTION_NUMBERS: 'true',
      MAX_HEARTBEAT_AGE_MS: String(MAX_HEARTBEAT_AGE_MS),
    };
    const start: BedPlan['start'] = (env, onFatal) => startService(dispatcher, env, onFatal);
    const plan: BedPlan = { service: 'dispatcher', start, settings, stateless: true };
    const bed = new Bed(plan, await layBed(plan), operator);
    bed.startBeating();
    await bed.client.listen([messageStatus], ({ value }) => bed.add(value as MessageStatus));
    await bed.client.listen([journal], ({ value }) => keep(bed.entries, value as JournalEntry));
    return bed;
  }

  override async end(): Promise<void> {
    this.stopBeating();
    await super.end();
    await this.operator.stop();
  }

  startBeating(): void {
    const beat = () => {
      this.lastBeatAt = Date.now();
      return this.beat(this.lastBeatAt).catch(() => undefined);
    };
    void beat();
    this.beating = setInterval(() => void beat(), 500);
  }

  /** @param heartbeat - 0 marks an incomplete list */
  beat(heartbeat: number) {
    const { republishedAt, generation } = this;
    return this.put(
      optOuts,
      Array.from({ length: optOuts.partitions }, (_, partition) => ({
        key: heartbeatKey(partition),
        partition,
        value: {
          heartbeat,
          ...(republishedAt !== undefined && { republishedAt }),
          ...(generation !== undefined && { generation }),
        },
      })),
    );
  }

  stopBeating(): void {
    clearInterval(this.beating);
  }

  /** A new fictional recipient each time, so that tests do not meet. */
  nextHandset(): string {
    this.handsets += 1;
    return `+3363998${String(this.handsets).padStart(4, '0')}`;
  }

  cleared(more: Partial<ClearedMessage> = {}): ClearedMessage {
    const to = more.to ?? this.nextHandset();
    return {
      messageId: randomUUID(),
      advertiserId,
      category: 'marketing',
      recipientKey: keys.keyOf(to),
      to,
      region: 'FR',
      text: 'Lorane : -30% samedi. STOP 36180',
      sender: 'Lorane',
      scopes: ['*', advertiserId],
      attempt: 1,
      pack: { id: 'FR@test', hash: 'x' },
      clearedAt: Date.now(),
      ...more,
    };
  }

  adverts(messages: ClearedMessage[]) {
    return this.put(
      clearedMarketing,
      messages.map((value) => ({ key: value.recipientKey, value })),
    );
  }

  optOut(recipientKey: string, scope: string, state: 'out' | 'back' = 'out') {
    const value = { state, scope, episodeId: randomUUID(), at: Date.now(), source: 'sms' as const, evidenceId: 'e' };
    return this.put(optOuts, [{ key: optOutKey(recipientKey, scope), value }]);
  }

  /** Statuses of a message. */
  of(messageId: string): MessageStatus[] {
    return this.byMessage.get(messageId) ?? [];
  }

  /** Tries of a message. */
  begun(messageId: string): Begun[] {
    return (this.entries.get(messageId) ?? []).filter((entry) => entry.event === 'begun');
  }

  private add(status: MessageStatus): void {
    this.statuses.push(status);
    keep(this.byMessage, status);
  }

  last(messageId: string): MessageStatus | undefined {
    return this.of(messageId).at(-1);
  }

  /** Last status of a message, once it has an outcome. */
  ends(messageId: string, timeoutMs = 60_000): Promise<MessageStatus> {
    return eventually(`message ${messageId} ends`, () => this.last(messageId), { timeoutMs });
  }

  /** Texts on a handset; `at` is when the operator received them. */
  async inbox(to: string): Promise<{ text: string; from: string; at: string }[]> {
    const url = `${this.operator.url}/handsets/${encodeURIComponent(to)}/messages`;
    const answer = await fetch(url, { headers: NOT_KEPT });
    return (await answer.json()) as { text: string; from: string; at: string }[];
  }

  async behave(behaviour: object): Promise<void> {
    const headers = { ...NOT_KEPT, 'content-type': 'application/json' };
    const answer = await fetch(`${this.operator.url}/behaviour`, {
      method: 'PUT',
      headers,
      body: JSON.stringify(behaviour),
    });
    if (!answer.ok) throw new Error(`The simulator refused this behaviour: ${await answer.text()}`);
  }
}

function keep<T extends { messageId: string }>(byMessage: Map<string, T[]>, one: T): void {
  const known = byMessage.get(one.messageId);
  if (known) known.push(one);
  else byMessage.set(one.messageId, [one]);
}
