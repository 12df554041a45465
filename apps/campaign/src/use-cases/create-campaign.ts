import { Injectable } from '@nestjs/common';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { FindAddressBooks } from './find-address-books';
import { FindAdvertisers } from './find-advertisers';
import { type CampaignView, FindCampaigns } from './find-campaigns';
import { newId } from './page';
import { ADDRESS_BOOK_EMPTY, StartCampaign } from './start-campaign';

export interface NewCampaign {
  advertiserId: string;
  addressBookId: string;
  category: 'marketing' | 'informative';
  text: string;
  mention?: 'require' | 'insert' | undefined;
  whenCapped?: 'refuse' | 'hold' | undefined;
  /** Epoch ms; absent for at once. */
  sendAt?: number | undefined;
  expiresAt?: number | undefined;
}

export interface CampaignRefusal {
  code: 'address-book-unknown' | 'SENDER_NOT_YOURS' | 'ADDRESS_BOOK_OF_ANOTHER' | typeof ADDRESS_BOOK_EMPTY;
  detail: string;
}

@Injectable()
export class CreateCampaign {
  constructor(
    private readonly books: FindAddressBooks,
    private readonly advertisers: FindAdvertisers,
    private readonly startCampaign: StartCampaign,
    private readonly campaigns: FindCampaigns,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Tx, wanted: NewCampaign): Promise<Result<CampaignView, CampaignRefusal>> {
    const refusal = await this.refusalOf(tx, wanted);
    if (refusal) return refused(refusal);
    const now = this.clock.now();
    const id = newId(now);
    await tx.query(
      `INSERT INTO campaign
         (id, advertiser_id, address_book_id, category, text, mention, when_capped, send_at, expires_at, state, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8 / 1000.0), to_timestamp($9::float8 / 1000.0), 'scheduled',
               to_timestamp($10 / 1000.0))`,
      [
        id,
        wanted.advertiserId,
        wanted.addressBookId,
        wanted.category,
        wanted.text,
        wanted.mention ?? null,
        wanted.whenCapped ?? null,
        wanted.sendAt ?? now,
        wanted.expiresAt ?? null,
        now,
      ],
    );
    if ((wanted.sendAt ?? now) <= now) await this.startCampaign.execute(tx, id, wanted.addressBookId);
    const created = await this.campaigns.byId(id, tx);
    if (!created) throw new Error(`campaign ${id} is not there right after it was stored`);
    return ok(created);
  }

  private async refusalOf(tx: Tx, wanted: NewCampaign): Promise<CampaignRefusal | undefined> {
    const book = await this.books.byId(wanted.addressBookId, tx);
    if (!book) return { code: 'address-book-unknown', detail: `There is no address book ${wanted.addressBookId}.` };
    if (book.advertiserId !== wanted.advertiserId) {
      return {
        code: 'ADDRESS_BOOK_OF_ANOTHER',
        detail: 'The address book belongs to another advertiser: its contacts agreed to texts from that one only.',
      };
    }
    const { sender = '', senders = [] } = (await this.advertisers.byId(wanted.advertiserId, tx)) ?? {};
    // Where it may write is known for each recipient; nowhere is known for all.
    if (!senders.some((each) => each.sender.toLowerCase() === sender.toLowerCase())) {
      return {
        code: 'SENDER_NOT_YOURS',
        detail: `"${sender}", the sender of this advertiser, is approved nowhere. Have it approved by POST /v1/advertisers/:id/senders first.`,
      };
    }
    const [contact] = await tx.query('SELECT 1 FROM contact WHERE address_book_id = $1 LIMIT 1', [book.id]);
    if (contact) return undefined;
    return {
      code: ADDRESS_BOOK_EMPTY,
      detail: `The address book has no contacts, so there is nobody to write to. Import some by POST /v1/address-books/${book.id}/contacts.`,
    };
  }
}
