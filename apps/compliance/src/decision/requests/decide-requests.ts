import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { SmsRequested } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { CountVerdicts } from './count-verdicts';
import { DecideMessages } from './decide-messages';
import type { Candidate } from '../../rules/message';
import { StoreDecisions } from './store-decisions';

/** Limit of the wait of a batch for consents that were published before it and are not read yet. */
const CONSENT_PATIENCE_MS = 2_000;

interface Asked {
  request: SmsRequested;
  traceparent: string;
  /** Undefined for campaign. */
  publisher: string | undefined;
}

/** Decides on messages asked for now. An id seen before, in this batch or ever, is not a second SMS. */
@Injectable()
export class DecideRequests {
  constructor(
    private readonly decide: DecideMessages,
    private readonly store: StoreDecisions,
    private readonly directory: AdvertiserDirectory,
    private readonly verdicts: CountVerdicts,
    private readonly clock: Clock,
  ) {}

  async execute(requests: Asked[]): Promise<void> {
    const startedAt = performance.now();
    const candidates = firstOfEachId(requests);
    await this.learnAdvertisers(candidates);
    const decisions = await this.decide.execute(candidates, this.clock.now(), CONSENT_PATIENCE_MS);
    const fresh = await this.store.first(decisions);
    this.verdicts.count(fresh);
    this.verdicts.countDuplicates(requests.length - fresh.length);
    this.verdicts.batchTook((performance.now() - startedAt) / 1_000);
  }

  /** An advertiser created a moment ago may not have reached us yet. */
  private async learnAdvertisers(candidates: Candidate[]): Promise<void> {
    const isKnown = ({ request }: Candidate) => this.directory.get(request.advertiserId) !== undefined;
    if (!candidates.every(isKnown)) await this.directory.catchUp();
  }
}

function firstOfEachId(requests: Asked[]): Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const { request, traceparent, publisher } of requests) {
    if (byId.has(request.id)) continue;
    byId.set(request.id, { request, traceparent, attempt: 1, ...(publisher !== undefined && { publisher }) });
  }
  return [...byId.values()];
}
