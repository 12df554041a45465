import type { CountryCode } from 'libphonenumber-js/max';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, deterministicId } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { SendLedger } from '../adapters/send-ledger';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { HOME_COUNTRY, senderNumber } from './sender-number';
import { StoreReplies } from './store-replies';

/** Who follows an unsubscribe link, and whose texts it is about. */
export interface Visitor {
  recipientKey: string;
  msisdn: string;
  /** ISO 3166 alpha-2 of the number. */
  region: string;
  advertiserId: string;
}

/** What a token looks like: at least 64 bits in base64url (rules.md 4 "Link rules"). */
const TOKEN = /^[A-Za-z0-9_-]{11,64}$/;

/** The unsubscribe link: who came, and what they ask by pressing the button. */
@Injectable()
export class Unsubscribe {
  constructor(
    private readonly database: Database,
    private readonly ledger: SendLedger,
    private readonly storeReplies: StoreReplies,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
    @Inject(HOME_COUNTRY) private readonly homeCountry: CountryCode,
  ) {}

  /** Undefined when nobody was ever sent this token. */
  async visitor(token: string): Promise<Visitor | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const known = await this.find(token);
    if (known) return known;
    // The text may have arrived before we have read that it left.
    await this.ledger.catchUp();
    return this.find(token);
  }

  /** Opts the visitor out of the one advertiser; pressing the button again changes nothing. */
  async optOut(token: string, { recipientKey, msisdn, region, advertiserId }: Visitor): Promise<void> {
    const reply = {
      replyId: deterministicId('unsubscribe', token),
      recipientKey,
      msisdn,
      region,
      channel: 'web' as const,
      code: '',
      tier: 'exact' as const,
      reason: 'pressed the button of the unsubscribe page',
      everyAdvertiser: false,
      advertisers: [{ advertiserId, confidence: 1, evidence: 'the unsubscribe link was in its text' }],
      attributed: true,
      receivedAt: this.clock.now(),
    };
    const fresh = await this.database.run((tx) => this.storeReplies.execute(tx, [{ reply, flag: false }]));
    this.metrics.countReplies(fresh, this.clock.now());
  }

  private async find(token: string): Promise<Visitor | undefined> {
    const [row] = await this.database.query<Omit<Visitor, 'region'>>(
      `SELECT recipient_key AS "recipientKey", msisdn, advertiser_id AS "advertiserId" FROM unsubscribe_token WHERE token = $1`,
      [token],
    );
    return row && { ...row, region: senderNumber(row.msisdn, this.homeCountry)?.region ?? this.homeCountry };
  }
}
