import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { optOutKey } from '@stopsms/contracts';
import { Clock, RecipientKeys, deterministicId, maskMsisdn, readPhone } from '@stopsms/kernel';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { AnswerFault, HttpCall, type ListedNumber, type OptOutSource } from '@stopsms/providers';
import { LOG, type Log, ScheduledJob } from '@stopsms/service';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { OPT_OUTS_SQL } from '../opt-outs/opt-outs.store';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';
import { readPage } from './read-page';
import { SourceMetrics } from './source-metrics';
import { LISTED, SOURCES_SQL } from './sources.store';

export const OPT_OUT_SOURCES = 'OPT_OUT_SOURCES';

/** Longer than a page takes to answer and to store. */
const LEASE_MS = 120_000;
const FIRST_RETRY_MS = 60_000;
const MAX_DOUBLINGS = 6;
const BATCH = 1_000;
/** Five million contacts of Brevo; a source that never ends does. */
const MAX_PAGES = 20_000;
const HOME_COUNTRY = 'FR';

/**
 * Reads the opt-outs of other systems and records those that are missing here. Nothing is lifted: a number that vanishes from a list stays
 * out. Without a date an opt-out counts from when its number was first seen on the list, so a START since then holds.
 */
@Injectable()
export class PollSources extends ScheduledJob {
  readonly everyMs = 2_000;
  readonly failure = 'Opt-outs of other systems are not read; retrying';

  private isAdded = false;

  constructor(
    @Inject(OPT_OUT_SOURCES) private readonly sources: readonly OptOutSource[],
    private readonly database: Database,
    private readonly recordOptOuts: RecordOptOuts,
    private readonly capacity: OutboxCapacity,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
    private readonly metrics: SourceMetrics,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
  }

  async execute(): Promise<void> {
    if (this.sources.length === 0) return;
    const names = this.sources.map(({ name }) => name);
    if (!this.isAdded) {
      await this.database.query(SOURCES_SQL.deleteOthers, [names]);
      await this.database.query(SOURCES_SQL.add, [names]);
      this.isAdded = true;
    }
    while (!this.isStopping) {
      const pollId = randomUUID();
      const [claimed] = await this.database.query(SOURCES_SQL.claim, [names, LEASE_MS, pollId]);
      const source = this.sources.find(({ name }) => name === claimed?.name);
      if (!claimed || !source) return this.metrics.show(await this.database.query(SOURCES_SQL.all));
      await this.poll(source, pollId, claimed.failures);
    }
  }

  private async poll(source: OptOutSource, pollId: string, failures: number): Promise<void> {
    const call = new HttpCall({ baseUrl: source.baseUrl, connections: 1 });
    try {
      const unreadable = await this.read(source, call, pollId);
      if (unreadable === undefined) return;
      await this.database.query(SOURCES_SQL.deleteUnlisted, [source.name, pollId]);
      await this.database.query(SOURCES_SQL.finish, [
        source.name,
        pollId,
        this.clock.now(),
        source.everyMs,
        unreadable,
      ]);
      const [counts] = await this.database.query(SOURCES_SQL.counts, [source.name, source.advertisers]);
      if (counts) this.metrics.drift(source.name, counts);
    } catch (error) {
      if (!(error instanceof AnswerFault)) throw error;
      const { message, code, detail, afterMs = 0 } = error;
      const backoffMs = FIRST_RETRY_MS * 2 ** Math.min(failures, MAX_DOUBLINGS);
      const retryMs = Math.max(Math.min(source.everyMs, backoffMs), afterMs);
      await this.database.query(SOURCES_SQL.fail, [source.name, pollId, message, code, detail, retryMs]);
      this.log.warn({ source: source.name, fault: message, retryMs }, 'A source of opt-outs cannot be read');
    } finally {
      await call.close();
    }
  }

  /** @returns how many entries have no readable number; undefined when the poll ended before the list did */
  private async read(source: OptOutSource, call: HttpCall, pollId: string): Promise<number | undefined> {
    let unreadable = 0;
    let position = 0;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { listed, next } = await readPage(source, call, position, this.clock.now());
      for (let at = 0; at < listed.length; at += BATCH) {
        if (this.isStopping || !(await this.capacity.wait())) return undefined;
        const stored = await this.store(source, pollId, listed.slice(at, at + BATCH));
        if (stored === undefined) return undefined;
        unreadable += stored;
      }
      if (next === undefined) return unreadable;
      if (next <= position) throw new AnswerFault('same-page');
      const [mine] = await this.database.query(SOURCES_SQL.renew, [source.name, pollId, LEASE_MS]);
      if (!mine) return undefined;
      position = next;
    }
    throw new AnswerFault('too-many-pages', String(MAX_PAGES));
  }

  /** Undefined when another replica has taken the poll over. */
  private async store(source: OptOutSource, pollId: string, listed: ListedNumber[]): Promise<number | undefined> {
    const byKey = new Map<string, ListedNumber & { masked: string }>();
    let unreadable = 0;
    for (const each of listed) {
      const phone = readPhone(each.number, HOME_COUNTRY);
      if (phone.ok) byKey.set(this.keys.keyOf(phone.value.e164), { ...each, masked: maskMsisdn(phone.value.e164) });
      else unreadable += 1;
    }
    return this.database.run(async (tx) => {
      const [mine] = await tx.query(SOURCES_SQL.renew, [source.name, pollId, LEASE_MS]);
      if (!mine) return undefined;
      const sorted = [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { masked }]) => ({ key, masked }));
      const rows = await tx.query(SOURCES_SQL.list, [source.name, pollId, this.clock.now(), ...LISTED.of(sorted)]);
      const requests = rows.map(({ recipientKey, listedAt }) =>
        requestOf(source, pollId, recipientKey, byKey.get(recipientKey)?.at ?? listedAt),
      );
      await this.recordOptOuts.within(tx, await missing(tx, requests, source.advertisers));
      return unreadable;
    });
  }
}

/** Requests without the scopes that are out already: a list is read many times a day. */
async function missing(tx: Tx, requests: OptOutRequest[], scopes: string[]): Promise<OptOutRequest[]> {
  const rows = await tx.query(OPT_OUTS_SQL.outAmong, [requests.map(({ recipientKey }) => recipientKey), scopes]);
  const out = new Set(rows.map(({ recipientKey, scope }) => optOutKey(recipientKey, scope)));
  return requests.flatMap((request) => {
    const left = request.scopes.filter((scope) => !out.has(optOutKey(request.recipientKey, scope)));
    return left.length > 0 ? [{ ...request, scopes: left }] : [];
  });
}

/** Its cause names the source, the person and the date: the same entry read again is the same cause. */
const requestOf = (
  { name, vendorName, advertisers }: OptOutSource,
  pollId: string,
  recipientKey: string,
  at: number,
): OptOutRequest => ({
  causeId: deterministicId('opt-out-source', name, recipientKey, String(at)),
  recipientKey,
  scopes: advertisers,
  source: 'import',
  evidenceId: pollId,
  reason: `list of another platform, which said: ${vendorName} source ${name}, poll ${pollId}`,
  at,
  attributed: true,
});
