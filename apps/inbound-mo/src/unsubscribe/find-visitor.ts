import type { CountryCode } from 'libphonenumber-js/max';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { MAX_NETWORKS, RateLimit } from '@stopsms/http';
import { shareCalls } from '@stopsms/messaging';
import { SendLedger } from '../receipts/send-ledger';
import { type UnsubscribeLink, UnsubscribeTokens } from '../links/unsubscribe-tokens';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { HOME_COUNTRY, senderNumber } from '../providers/sender-number';
import { SETTINGS, type Settings } from '../settings';

/** Visitor of an unsubscribe link, and the advertiser of the text. */
export interface Visitor extends UnsubscribeLink {
  /** ISO 3166 alpha-2 of the number; the home country where it was erased. */
  region: string;
}

/** Form of a token: at least 64 bits in base64url (docs/law/mention.md#links). */
const TOKEN = /^[A-Za-z0-9_-]{11,64}$/;

/** Time between queries to the broker, however many strangers try tokens. */
const REST_MS = 1_000;
/** Nobody looks at an empty page for longer. */
const PATIENCE_MS = 6_000;
/** Maximum of unknown tokens that wait for the broker; more are refused at once. */
const MAX_WAITING = 500;

/**
 * Finds whom a token was sent to. The token is all there is to show: no login, no cookie. What a stranger can make us do
 * by trying tokens has a bound that does not grow with their number: one statement at a time, and at most one question to
 * the broker each second.
 */
@Injectable()
export class FindVisitor {
  private readonly unknown: RateLimit;
  private waiting = 0;
  private rest: Promise<unknown> = Promise.resolve();

  private readonly caughtUp = shareCalls(async () => {
    await this.rest;
    try {
      return await this.ledger.catchUp();
    } finally {
      this.rest = delay(REST_MS, undefined, { ref: false });
    }
  });

  constructor(
    private readonly tokens: UnsubscribeTokens,
    private readonly ledger: SendLedger,
    private readonly metrics: InboundMoMetrics,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
    @Inject(SETTINGS) { UNKNOWN_LINKS_PER_MINUTE }: Settings,
  ) {
    this.unknown = new RateLimit(UNKNOWN_LINKS_PER_MINUTE, MAX_NETWORKS, 'minute');
  }

  /**
   * @param network - of the caller; above the limit of unknown links it only gets those that are known
   * @returns `unknown` if nobody was sent this token, or its retention has ended; `unsure` if the dispatcher may have sent it and
   *   its record is not consumed yet; `limited` if the network asked for too many unknown ones
   */
  async execute(token: string, network: string): Promise<Visitor | 'unknown' | 'unsure' | 'limited'> {
    const found = await this.find(token, network);
    this.metrics.linksFollowed.inc({ token: typeof found === 'string' ? found : 'known' });
    if (typeof found === 'string') return found;
    return { ...found, region: senderNumber(found.msisdn ?? '', this.homeCountry)?.region ?? this.homeCountry };
  }

  private async find(token: string, network: string): Promise<UnsubscribeLink | 'unknown' | 'unsure' | 'limited'> {
    if (!TOKEN.test(token)) return 'unknown';
    const known = await this.tokens.find(token);
    if (known) return known;
    if (this.unknown.refuses(network) !== undefined) return 'limited';
    const found = await this.findLate(token);
    if (found !== 'unknown') this.unknown.giveBack(network);
    return found;
  }

  /** The text may have arrived before we have read that it left. */
  private async findLate(token: string): Promise<UnsubscribeLink | 'unknown' | 'unsure'> {
    if (this.waiting >= MAX_WAITING) return 'unsure';
    this.waiting += 1;
    try {
      const isCurrent = await Promise.race([this.caughtUp(), delay(PATIENCE_MS, false, { ref: false })]);
      return (await this.tokens.find(token)) ?? (isCurrent ? 'unknown' : 'unsure');
    } finally {
      this.waiting -= 1;
    }
  }
}
