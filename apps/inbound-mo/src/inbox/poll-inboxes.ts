import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import {
  AnswerFault,
  HttpCall,
  type HttpProvider,
  type Inbox,
  type Provider,
  readAnswer,
  readShape,
} from '@stopsms/providers';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { PROVIDERS } from '../providers/provider-terms';
import { AcceptListed } from './accept-listed';
import { INBOX_POLLS_SQL } from './inbox-polls.store';

/** Longer than an answer takes to arrive and to store. */
const LEASE_MS = 120_000;
const FIRST_RETRY_MS = 60_000;
const MAX_DOUBLINGS = 6;
const MAX_CALLS = 5_000;
const HOUR_MS = 3_600_000;
/** Replies are looked for no further back: what identifies earlier ones is deleted after three days. */
const HORIZON_MS = 48 * HOUR_MS;
/** Vendors list a reply some time after they date it. */
const OVERLAP_MS = HOUR_MS;
/** A callback may still be under way. */
const GRACE_MS = 120_000;

/** Reads the replies that providers list, and accepts those that no callback delivered: one may be a STOP. */
@Injectable()
export class PollInboxes extends ScheduledJob {
  readonly everyMs = 2_000;
  readonly failure = 'Lists of replies are not read; retrying';

  private readonly providers: ReadonlyMap<string, HttpProvider>;
  private isAdded = false;

  constructor(
    @Inject(PROVIDERS) providers: readonly Provider[],
    private readonly database: Database,
    private readonly acceptListed: AcceptListed,
    private readonly metrics: InboundMoMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    this.providers = new Map(
      providers.flatMap((each) =>
        each.kind === 'http' && each.pollRepliesMs !== undefined ? [[each.name, each]] : [],
      ),
    );
  }

  async execute(): Promise<void> {
    if (this.providers.size === 0) return;
    const names = [...this.providers.keys()];
    if (!this.isAdded) {
      await this.database.query(INBOX_POLLS_SQL.deleteOthers, [names]);
      await this.database.query(INBOX_POLLS_SQL.add, [names]);
      this.isAdded = true;
    }
    while (!this.isStopping) {
      const pollId = randomUUID();
      const [claimed] = await this.database.query(INBOX_POLLS_SQL.claim, [names, LEASE_MS, pollId]);
      const provider = this.providers.get(claimed?.provider ?? '');
      if (!claimed || !provider) return this.show();
      await this.poll(provider, pollId, claimed.failures, claimed.readUntil ?? 0);
    }
  }

  private async poll(provider: HttpProvider, pollId: string, failures: number, readUntil: number): Promise<void> {
    const { name, vendor, account, baseUrl, ca, pollRepliesMs = HOUR_MS } = provider;
    const inbox = vendor.inbox?.({ account, baseUrl, now: Date.now });
    if (!inbox) return;
    const call = new HttpCall({ baseUrl, connections: 1, ...(ca !== undefined && { ca }) });
    const startedAt = Date.now();
    try {
      const since = Math.max(readUntil - OVERLAP_MS, startedAt - HORIZON_MS);
      if (!(await this.read(provider, inbox, call, pollId, since))) return;
      await this.database.query(INBOX_POLLS_SQL.finish, [name, pollId, startedAt - GRACE_MS, pollRepliesMs]);
    } catch (error) {
      if (!(error instanceof AnswerFault)) throw error;
      const { message, afterMs = 0 } = error;
      const retryMs = Math.max(
        Math.min(pollRepliesMs, FIRST_RETRY_MS * 2 ** Math.min(failures, MAX_DOUBLINGS)),
        afterMs,
      );
      await this.database.query(INBOX_POLLS_SQL.fail, [name, pollId, message, retryMs]);
      this.log.warn({ provider: name, fault: message, retryMs }, 'The list of replies of a provider cannot be read');
    } finally {
      await call.close();
    }
  }

  /** Returns false if the poll ended before the list did. */
  private async read(
    provider: HttpProvider,
    inbox: Inbox,
    call: HttpCall,
    pollId: string,
    since: number,
  ): Promise<boolean> {
    const requests = [...inbox.first(since, provider.codes ?? [])];
    for (let page = 1; requests.length > 0; page += 1) {
      if (page > MAX_CALLS) throw new AnswerFault('too-many-pages', String(MAX_CALLS));
      const [mine] = await this.database.query(INBOX_POLLS_SQL.renew, [provider.name, pollId, LEASE_MS]);
      const request = requests.shift();
      if (!mine || !request || this.isStopping) return false;
      const { json } = await readAnswer(call, request());
      const { replies, unreadable, further } = readShape(() => inbox.read(json, since, page));
      const latest = inbox.isEmptiedByReading ? Infinity : Date.now() - GRACE_MS;
      await this.acceptListed.execute(
        provider,
        inbox,
        replies.filter(({ at = 0 }) => at <= latest),
      );
      if (unreadable > 0) this.acceptListed.count(provider, 'unreadable', unreadable);
      requests.push(...further);
    }
    return true;
  }

  private async show(): Promise<void> {
    for (const { provider, failures, polledAt } of await this.database.query(INBOX_POLLS_SQL.all)) {
      this.metrics.inboxFailures.set({ source: provider }, failures);
      if (polledAt) this.metrics.inboxPolled.set({ source: provider }, polledAt.getTime() / 1_000);
    }
  }
}
