import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable } from '@nestjs/common';
import { RecipientKeys } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import type { HttpProvider, Inbox, ProviderReply } from '@stopsms/providers';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { type IncomingMo, retryOf } from '../produces/inbound-mo.received.v1';
import { HOME_COUNTRY } from '../providers/sender-number';
import { textedCode } from '../providers/texted-code';
import { AcceptMo } from '../receiving/accept-mo';
import { ReplyMo } from '../receiving/reply-mo';
import { LISTED_TEXTS, REPLIES_SQL } from '../replies/replies.store';

type Mo = Omit<IncomingMo, 'breach'>;

/** Callbacks that lack id and date come within this of the date of the list. */
const ALIKE_MS = 120_000;

/** Accepts replies of a provider's list as its callbacks are accepted, without those that a callback, or an earlier poll, delivered. */
@Injectable()
export class AcceptListed {
  constructor(
    private readonly database: Database,
    private readonly acceptMo: AcceptMo,
    private readonly replyMo: ReplyMo,
    private readonly keys: RecipientKeys,
    private readonly metrics: InboundMoMetrics,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {}

  async execute(provider: HttpProvider, inbox: Inbox, replies: readonly ProviderReply[]): Promise<void> {
    const mos = replies.flatMap((reply) => {
      const mo = this.replyMo.of(provider, reply);
      if (!mo.ok) this.count(provider, mo.refusal.code === 'no-number' ? 'no-number' : 'unreadable');
      return mo.ok ? [namedAsCallback(mo.value, inbox)] : [];
    });
    const delivered = await this.delivered(provider, inbox, mos);
    if (delivered.size > 0) this.count(provider, 'delivered', delivered.size);
    const missing = mos.filter((mo) => !delivered.has(mo));
    for (const accepted of await this.acceptMo.executeAll(missing, 'inbox')) {
      this.metrics.mos.inc({ channel: 'http', result: accepted.ok ? 'accepted' : 'refused' });
      this.count(provider, accepted.ok ? 'recovered' : 'refused');
    }
  }

  /** Returns those whose first text is stored: by the same id, or, where callbacks have none, by the same words of the same minutes. */
  private async delivered(provider: HttpProvider, inbox: Inbox, mos: readonly Mo[]): Promise<ReadonlySet<Mo>> {
    if (mos.length === 0) return new Set();
    const keyed = mos.map((mo) => {
      const recipientKey = this.keys.keyOf(mo.from);
      const to = textedCode(mo.to, this.homeCountry);
      const { datedAt: _, ...undated } = mo;
      // A callback may lack the date that the list has.
      const retryKeys = [mo, undated].map((each) => retryOf({ ...each, to }, recipientKey).retryKey);
      return { mo, recipientKey, retryKeys };
    });
    const firsts = await this.database.query(REPLIES_SQL.firstTexts, [keyed.flatMap(({ retryKeys }) => retryKeys)]);
    const seen = new Set(firsts.map(({ retryKey }) => retryKey));
    const delivered = new Set(
      keyed.flatMap(({ mo, retryKeys }) => (retryKeys.some((key) => seen.has(key)) ? [mo] : [])),
    );
    if (!inbox.isMatchedByText) return delivered;
    const rows = LISTED_TEXTS.of(keyed, ({ mo, recipientKey }) => ({ recipientKey, text: mo.text, at: mo.receivedAt }));
    const alike = await this.database.query(REPLIES_SQL.alike, [...rows, provider.name, ALIKE_MS]);
    for (const { n } of alike) {
      const found = keyed[n - 1];
      if (found) delivered.add(found.mo);
    }
    return delivered;
  }

  count(
    provider: HttpProvider,
    result: 'delivered' | 'recovered' | 'refused' | 'no-number' | 'unreadable',
    n = 1,
  ): void {
    this.metrics.inboxReplies.inc({ provider: provider.name, result }, n);
  }
}

/** A callback and an entry of the list have one name: the date counts only where both have it. */
function namedAsCallback({ datedAt, ...mo }: Mo, { areCallbacksUndated }: Inbox): Mo {
  return { ...mo, isListed: true, ...(datedAt !== undefined && !areCallbacksUndated && { datedAt }) };
}
