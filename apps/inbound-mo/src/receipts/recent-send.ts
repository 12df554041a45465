/** The latest text of one advertiser to one recipient from one code. */
export interface RecentSend {
  advertiserId: string;
  /** Sender ID or code shown. */
  sender: string;
  /** Code a reply to it reaches. */
  replyCode: string | null;
  /** Epoch ms. */
  at: number;
  /** The latest advert among them, epoch ms; null where all were informative. */
  advertAt?: number | null;
  /** Its trace, where somebody records it. */
  traceparent?: string | null;
}
