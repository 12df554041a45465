import { makeApiKey } from '@stopsms/access';
import { type RunningService, startService } from '@stopsms/bootstrap';
import {
  type ClearedMessage,
  type ConsentCollected,
  type SmsRequested,
  type Topic,
  type Verdict,
  advertisers,
  clearedInformative,
  clearedMarketing,
  consentsCollected,
  smsRequested,
  verdicts,
} from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { partitionOf } from '@stopsms/messaging';
import { RetentionJob } from '@stopsms/service';
import { type BedPlan, type OwnPart, type Seen, TestBed, eventually, layBed } from '@stopsms/testing';
import type { Message } from 'kafkajs';
import { compliance } from '../src/app.module';
import { type OutcomeReport, RecordOutcomes } from '../src/decision/outcomes/record-outcomes';
import { WatchAuditSeals } from '../src/evidence/audit/watch-audit-seals';
import { SealProofs } from '../src/evidence/sealing/seal-proofs';
import { BRICOLIS, LAWFUL, LORANE, PROOF_SIGNING_KEY, consentOf, requestOf } from './fixtures';

/** The compliance service at a simulated time, two advertisers, and consumers of its topics. */
export class Bed extends TestBed {
  private readonly byTopic = new Map<string, Seen[]>();
  /** Asked for each of thousands of messages, again and again: found by its id, not searched for. */
  private readonly verdictsById = new Map<string, Verdict[]>();
  private readonly clearedById = new Map<string, ClearedMessage[]>();
  /** Handles the end of a service by itself, for tests that expect it; in others it fails the run. */
  onFatal: (error: Error) => void = (error) => {
    throw error;
  };
  private service!: RunningService;

  /** @param watched - topics to consume besides those that compliance writes */
  static make(watched: string[] = [], ...own: OwnPart[]): Promise<Bed> {
    return Bed.madeWith({}, watched, own);
  }

  /** Starts a bed with further settings. */
  static async madeWith(settings: NodeJS.ProcessEnv, watched: string[] = [], own: OwnPart[] = []): Promise<Bed> {
    const start: BedPlan['start'] = (env, onFatal) => startService(compliance, env, onFatal);
    const plan: BedPlan = {
      service: 'compliance',
      start,
      settings: { RELEASE_JITTER_MS: '0', PROOF_SIGNING_KEY, ...settings },
      own,
    };
    const bed = new Bed(plan, await layBed(plan));
    await bed.put(
      advertisers,
      [LORANE, BRICOLIS].map((value) => ({ key: value.id, value, partition: 0 })),
    );
    const topics = [verdicts.name, clearedMarketing.name, clearedInformative.name, ...watched];
    await Promise.all([bed.startAt(LAWFUL), bed.client.listen(topics, (record) => bed.keep(record))]);
    return bed;
  }

  get url(): string {
    return this.service.url;
  }

  async send(topic: Topic, key: string, value: unknown): Promise<void> {
    await this.put(topic, [{ key, value, partition: partitionOf(topic, key) }]);
  }

  /** Bytes as they are, one record after the other in one partition. */
  async sendTo(topic: Topic, partition: number, records: Pick<Message, 'key' | 'value' | 'headers'>[]): Promise<void> {
    await this.client.putBytes(
      topic.name,
      records.map((record) => ({ ...record, partition })),
    );
  }

  /** Publishes a request; returns its id. */
  async ask(request: Partial<SmsRequested>, topic: Topic = smsRequested): Promise<string> {
    const whole = requestOf(request);
    await this.send(topic, whole.id, whole);
    return whole.id;
  }

  /** Publishes a consent, given yesterday to Lorane by default; returns its id. */
  async consent(phone: string, more: Partial<ConsentCollected> = {}): Promise<string> {
    const consent = consentOf(phone, more);
    await this.send(consentsCollected, consent.recipientKey, consent);
    return consent.consentId;
  }

  /** Returns the records of a topic so far. */
  seen(topic: string): Seen[] {
    return this.byTopic.get(topic) ?? [];
  }

  verdictsOf(id: string): Verdict[] {
    return this.verdictsById.get(id) ?? [];
  }

  /** Waits for the nth verdict on a message, the first being 1. */
  nth(id: string, n: number): Promise<Verdict> {
    return eventually(`verdict ${n} on ${id}`, () => this.verdictsOf(id)[n - 1]);
  }

  /** Waits for the first verdict on a message. */
  verdict(id: string): Promise<Verdict> {
    return eventually(`a verdict on ${id}`, () => this.verdictsOf(id)[0]);
  }

  /** Records on the lanes about a message so far. */
  cleared(id: string): ClearedMessage[] {
    return this.clearedById.get(id) ?? [];
  }

  /** Waits until a message is on its lane. */
  firstCleared(id: string): Promise<ClearedMessage> {
    return eventually(`${id} on its lane`, () => this.cleared(id)[0]);
  }

  /** Seals now what would be sealed within a minute; returns how many messages had changed. */
  seal(): Promise<number> {
    return this.service.get(SealProofs).sealBatch();
  }

  /** Records outcomes beside what the consumers record, as another replica would. */
  record(reports: OutcomeReport[]): Promise<void> {
    return this.service.get(RecordOutcomes)['recordAll'](reports);
  }

  /** Runs the check of audit seals that the service runs each hour. */
  watchAuditSeals(): Promise<void> {
    return this.service.get(WatchAuditSeals).execute();
  }

  /** Applies now what the job applies within the hour. */
  applyRetention(): Promise<void> {
    return this.service.get(RetentionJob).apply();
  }

  /** Time on the clock of the service, epoch ms. */
  now(): number {
    return this.service.get(Clock).now();
  }

  /** Changes append-only rows, as only the owner of the database can, and not by mistake. */
  async forge(sql: string, table: string): Promise<void> {
    await this.sql(
      `BEGIN; ALTER TABLE ${table} DISABLE TRIGGER USER; ${sql}; ALTER TABLE ${table} ENABLE TRIGGER USER; COMMIT`,
    );
  }

  /** Has the clock of the service advance by a millisecond each time it is read, until the service ends. */
  advanceWithEachLook(): void {
    const clock = this.service.get(Clock);
    let now = clock.now();
    clock.now = () => (now += 1);
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.url}/metrics`)).text();
  }

  /** Ends the service and starts it with its clock elsewhere, and other settings if there are `more`. */
  async restart(
    clock: string,
    more: NodeJS.ProcessEnv = {},
    meanwhile: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    await this.service.close();
    await meanwhile();
    // Each test has a day of its own, and theirs follow in no order: the service would refuse an earlier one.
    await this.sql('DELETE FROM shown_time');
    await this.startAt(clock, more);
  }

  /** Production mode accepts no simulated clock: time is the real one, and records that were made earlier have earlier instants. */
  async restartInProduction(): Promise<void> {
    await this.service.close();
    await this.sql('DELETE FROM shown_time');
    this.service = await this.startReady({
      ...{ STOPSMS_MODE: 'production', OPERATOR_KEYS: `carol:${makeApiKey().hash}` },
      ...{ ALLOW_PLAIN_KAFKA: 'true', ALLOW_PLAIN_POSTGRES: 'true' },
    });
  }

  /** Ends the service that the bed itself runs. */
  stop(): Promise<void> {
    return this.service.close();
  }

  private keep(record: Seen): void {
    const { topic, key, value } = record;
    add(this.byTopic, topic, record);
    if (topic === verdicts.name) add(this.verdictsById, key, value as Verdict);
    if (topic === clearedMarketing.name || topic === clearedInformative.name) {
      const message = value as ClearedMessage;
      add(this.clearedById, message.messageId, message);
    }
  }

  private async startAt(clock: string, more: NodeJS.ProcessEnv = {}): Promise<void> {
    this.service = await this.startReady({ ...more, STOPSMS_CLOCK: clock }, (error) => this.onFatal(error));
  }
}

function add<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
