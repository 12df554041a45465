import { type SmsRequested, smsRequested } from '@stopsms/contracts';
import { type Seen, eventually } from '@stopsms/testing';
import { type Answer, Bed } from './bed';
import { newAdvertiser } from './people';

export interface Campaign {
  id: string;
  state: string;
  reason?: string;
  complaints: number;
  counts: Record<string, number>;
  ahead?: { messages: number; about?: string; endsAbout?: string };
  controls: { action: string; at: string; by?: string; code?: string; reason?: string }[];
  reasons: { outcome: string; code: string; count: number }[];
}

/** One advertiser's campaigns, and what they ask for on Kafka. */
export class CampaignPlay {
  private constructor(
    readonly bed: Bed,
    readonly advertiserId: string,
    private readonly requested: Seen<SmsRequested>[],
  ) {}

  static async start(settings: NodeJS.ProcessEnv = {}): Promise<CampaignPlay> {
    // Small chunks, so that ten thousand contacts take long enough to be stopped half way.
    const bed = await Bed.make({ CAMPAIGN_CHUNK: '50', CAMPAIGN_MESSAGES_UNDER_WAY: '50000', ...settings });
    const { id } = await newAdvertiser(bed);
    return new CampaignPlay(bed, id, await bed.collect<SmsRequested>(smsRequested));
  }

  /** Makes a campaign and starts it. */
  launch(addressBookId: string, more: object = {}, headers: Record<string, string> = {}): Promise<Answer<Campaign>> {
    return this.bed.launch<Campaign>(this.plan(addressBookId, more), headers);
  }

  draft(addressBookId: string, more: object = {}, headers: Record<string, string> = {}): Promise<Answer<Campaign>> {
    return this.bed.post<Campaign>('/v1/campaigns', this.plan(addressBookId, more), headers);
  }

  plan(addressBookId: string, more: object = {}): object {
    const { advertiserId } = this;
    return { advertiserId, addressBookId, category: 'marketing', text: 'Soldes -20% STOP 36180', ...more };
  }

  async view(id: string): Promise<Campaign> {
    return (await this.bed.get<Campaign>(`/v1/campaigns/${id}`)).body;
  }

  act(id: string, action: 'start' | 'pause' | 'resume' | 'cancel', body?: object): Promise<Answer<Campaign>> {
    return this.bed.post<Campaign>(`/v1/campaigns/${id}/${action}`, body);
  }

  /** Messages that a campaign has requested so far. */
  requestsOf(id: string): Seen<SmsRequested>[] {
    return this.requested.filter(({ value }) => value.campaignId === id);
  }

  asksFor(id: string, count: number): Promise<unknown> {
    return eventually(`${count} are requested`, () => this.requestsOf(id).length === count);
  }

  /** Messages made so far, sent to Kafka or about to be. */
  async made(id: string): Promise<number> {
    const sql = 'SELECT count(*) AS made FROM message WHERE campaign_id = $1';
    return Number((await this.bed.sql<{ made: string }>(sql, [id]))[0]?.made);
  }
}

export function expectSumsToHold({ counts: c }: Campaign): void {
  const n = (name: string) => c[name] ?? NaN;
  expect(n('pending') + n('cancelled') + n('refused') + n('held') + n('cleared')).toBe(n('recipients'));
  expect(n('queued') + n('blocked') + n('expired') + n('rejected') + n('unknown') + n('submitted')).toBe(n('cleared'));
  expect(n('awaitingReceipt') + n('delivered') + n('failed')).toBe(n('submitted'));
}
