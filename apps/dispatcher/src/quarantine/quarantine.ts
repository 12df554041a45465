import { Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import type { MoReceived, Quarantine as Kept, UnreadableMo } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import type { Lane } from '../lanes';
import type { Veto } from '../operator/operator-link';
import { Freshness } from '../view/freshness';
import { TextsBySender } from './texts-by-sender';
import type { HeldText } from './held-text';

/** Maximum of texts in memory, some 60 MB. Strangers may send any number; beyond it no advert leaves, which needs no memory. */
const MAX_TEXTS = 200_000;

export const REPLY_UNREAD = 'REPLY_UNREAD';
const UNCLASSIFIED: Veto = {
  status: 'expired',
  code: REPLY_UNREAD,
  detail:
    'A text of the recipient may ask to stop and is not classified or decided yet; this message is decided again later.',
};

export interface Advert {
  lane: Lane;
  advertiserId: string | null;
  recipientKey: string;
  /** E.164. */
  to: string;
  sender: string;
}

/**
 * Texts that are not classified yet, and STOPs that are not in the view yet: no advert is sent to their senders. So a STOP blocks once it
 * is received, even while the services that classify or list it are down.
 */
@Injectable()
export class Quarantine {
  private readonly texts = new Map<string, HeldText>();
  private readonly bySender = new TextsBySender();
  private isOverrun = false;
  private relevantSince = -Infinity;

  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
  ) {}

  /**
   * Clears all texts: all of them will be received again.
   * @param relevantSince - epoch ms, by the brokers' clock: no text that ended before is received
   */
  begin(relevantSince: number): void {
    this.texts.clear();
    this.bySender.clear();
    this.isOverrun = false;
    this.relevantSince = relevantSince;
  }

  received({ moId, recipientKey, from, to, receivedAt }: MoReceived): void {
    // By the number too: the recipient secret may change before the text is classified.
    this.hold({ moId, code: to, receivedAt, isStop: false }, [recipientKey, from]);
  }

  /** Holds a text that cannot be parsed. If its sender is unknown, it may be anybody's. */
  unreadable({ moId, recipientKey, code, receivedAt }: UnreadableMo): void {
    this.hold({ moId, ...(code !== undefined && { code }), receivedAt, isStop: false }, senderKeysOf(recipientKey));
  }

  /** Holds a text that was handled and still holds adverts. */
  kept({ moId, recipientKey, code, why, everyAdvertiser, advertiserIds, receivedAt }: Kept): void {
    const known = this.texts.get(moId);
    // It had ended and arrived again: an operator's retry may be classified as a new text after two days.
    if (known) delete known.overAt;
    this.hold({ moId, ...(code !== undefined && { code }), receivedAt, isStop: false }, senderKeysOf(recipientKey));
    const text = this.texts.get(moId);
    if (!text) return;
    text.isUndecided = why === 'undecided';
    if (why !== 'opt-out' && why !== 'undecided') return;
    text.isStop = why === 'opt-out';
    if (everyAdvertiser) text.everyAdvertiser = true;
    if (advertiserIds) text.advertiserIds = advertiserIds;
  }

  /**
   * Ends the hold of a text.
   * @param endedAt - epoch ms, by the brokers' clock
   */
  over(moId: string, endedAt: number): void {
    const text = this.texts.get(moId);
    if (text) text.overAt ??= this.clock.now();
    else if (endedAt >= this.relevantSince) {
      // The text itself is still to arrive: the topics are read in parallel.
      this.add({ moId, senderKeys: [], receivedAt: endedAt, isStop: false, overAt: this.clock.now() });
    }
  }

  /**
   * Deletes ended texts.
   * @param provenAt - epoch ms: all texts received by then have been read here
   */
  forget(provenAt: number): void {
    for (const text of this.texts.values()) {
      if (text.overAt === undefined || text.overAt > provenAt || this.holdsUp(text)) continue;
      this.texts.delete(text.moId);
      this.bySender.remove(text);
    }
  }

  vetoOf({ lane, advertiserId, recipientKey, to, sender }: Advert): Veto | undefined {
    if (lane !== 'marketing' || this.texts.size === 0) return undefined;
    for (const senderKey of [recipientKey, to]) {
      for (const text of this.bySender.of(senderKey)) {
        if (this.holdsUp(text) && (text.code === sender || this.concerns(text, advertiserId))) return UNCLASSIFIED;
      }
    }
    return undefined;
  }

  /** Reason why no advert is sent, else undefined. */
  problem(): string | undefined {
    if (this.isOverrun) return `more than ${MAX_TEXTS} texts wait to be classified, and no more fit into memory`;
    const anybodys = this.bySender.of(ANYBODY);
    if (anybodys.size === 0) return undefined;
    const [nobodys] = [...anybodys].filter((text) => this.holdsUp(text));
    return (
      nobodys &&
      `text ${nobodys.moId} cannot be read and its sender is unknown; end its quarantine on inbound-mo (docs/runbooks/QuarantineStays.md)`
    );
  }

  /** True if enough texts ended after the limit was reached: all may be read again. */
  get hasRoomAgain(): boolean {
    return this.isOverrun && this.texts.size < MAX_TEXTS / 2;
  }

  /**
   * Counts texts that hold adverts, those of them that wait for a decision by a person, and the age of the oldest of the
   * others.
   */
  state(): { texts: number; undecided: number; oldestMs: number } {
    const held = [...this.texts.values()].filter((text) => this.holdsUp(text));
    const others = held.filter(({ isUndecided }) => !isUndecided);
    const first = others.reduce((oldest, { receivedAt }) => Math.min(oldest, receivedAt), Infinity);
    return {
      texts: held.length,
      undecided: held.length - others.length,
      oldestMs: others.length === 0 ? 0 : Math.max(0, this.clock.now() - first),
    };
  }

  private hold(text: Omit<HeldText, 'senderKeys'>, senderKeys: readonly string[]): void {
    const known = this.texts.get(text.moId);
    if (!known) this.add({ ...text, senderKeys: [...senderKeys] });
    else if (known.overAt === undefined) this.bySender.extend(known, senderKeys);
  }

  private add(text: HeldText): void {
    if (this.texts.size >= MAX_TEXTS) {
      this.isOverrun = true;
      return;
    }
    this.texts.set(text.moId, text);
    this.bySender.add(text);
  }

  /** A STOP that suppression has handled holds adverts until the view has applied its result. */
  private holdsUp({ overAt, isStop }: HeldText): boolean {
    return overAt === undefined || (isStop && !this.freshness.hasHeartbeatsSince(overAt));
  }

  /** True for advertisers that may use the code it was sent to; for all, if none does. */
  private concerns({ code, everyAdvertiser, advertiserIds }: HeldText, advertiserId: string | null): boolean {
    if (everyAdvertiser || code === undefined || advertiserId === null) return true;
    const shown = this.directory.withCode(code);
    if (shown.length === 0) return true;
    // A text to one account of a legal entity may be a STOP, which applies to all of its accounts.
    const accounts = [
      advertiserId,
      ...(this.directory.sharedWith(advertiserId) ?? []).map((each) => each.advertiserId),
    ];
    return accounts.some((account) => advertiserIds?.includes(account) || shown.some(({ id }) => id === account));
  }
}

/** Key of texts whose sender is unknown. */
const ANYBODY = '';
const senderKeysOf = (recipientKey: string | undefined): string[] => [recipientKey ?? ANYBODY];
