import { Injectable } from '@nestjs/common';
import type { MoReceived, Quarantine as Kept, UnreadableMo } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { AdvertiserDirectory } from '@stopsms/service-kit';
import type { Lane } from '../lanes';
import type { Veto } from '../operator/operator-link';
import { Freshness } from '../view/freshness';
import { ByPlace } from './texts-by-sender';
import type { HeldText } from './held-text';

/** Strangers may send any number: beyond this no advert leaves, which needs no memory. Some 60 MB. */
const MOST = 200_000;

export const REPLY_UNREAD = 'REPLY_UNREAD';
const UNREAD: Veto = {
  status: 'expired',
  code: REPLY_UNREAD,
  detail: 'A text of the recipient may ask to stop, and is not read or not decided yet; it is decided again later.',
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
 * Whose texts nobody has read yet, and whose request to stop is not in the view yet: no advert leaves to them. So a STOP blocks
 * once it is received, whoever is away that would read or list it.
 */
@Injectable()
export class Quarantine {
  private readonly texts = new Map<string, HeldText>();
  private readonly places = new ByPlace();
  private isOverrun = false;
  private relevantSince = -Infinity;

  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
  ) {}

  /**
   * Forgets everything: from here on all is told again.
   * @param relevantSince - epoch ms, by the brokers' clock: no text that was told over before comes here
   */
  begin(relevantSince: number): void {
    this.texts.clear();
    this.places.clear();
    this.isOverrun = false;
    this.relevantSince = relevantSince;
  }

  received({ moId, recipientKey, from, to, receivedAt }: MoReceived): void {
    // By the number too: the recipient secret may be changed before anybody reads it.
    this.hold({ moId, code: to, receivedAt, isStop: false }, [recipientKey, from]);
  }

  /** Its sender may be unknown: then it may be anybody's. */
  unreadable({ moId, recipientKey, code, receivedAt }: UnreadableMo): void {
    this.hold({ moId, ...(code !== undefined && { code }), receivedAt, isStop: false }, placesOf(recipientKey));
  }

  /** It was handled, and adverts wait all the same. */
  kept({ moId, recipientKey, code, why, everyAdvertiser, advertiserIds, receivedAt }: Kept): void {
    const known = this.texts.get(moId);
    // Told over before, it has come again since: an operator's retry may be read as something new after two days.
    if (known) delete known.overAt;
    this.hold({ moId, ...(code !== undefined && { code }), receivedAt, isStop: false }, placesOf(recipientKey));
    const text = this.texts.get(moId);
    if (!text) return;
    text.isUndecided = why === 'undecided';
    if (why !== 'opt-out' && why !== 'undecided') return;
    text.isStop = why === 'opt-out';
    if (everyAdvertiser) text.everyAdvertiser = true;
    if (advertiserIds) text.advertiserIds = advertiserIds;
  }

  /** @param toldAt - epoch ms, by the brokers' clock */
  over(moId: string, toldAt: number): void {
    const text = this.texts.get(moId);
    if (text) text.overAt ??= this.clock.now();
    else if (toldAt >= this.relevantSince) {
      // Its text is still to come: topics are read side by side.
      this.add({ moId, places: [], receivedAt: toldAt, isStop: false, overAt: this.clock.now() });
    }
  }

  /** @param provenAt - epoch ms: all that had been received by then has been told here */
  forget(provenAt: number): void {
    for (const text of this.texts.values()) {
      if (text.overAt === undefined || text.overAt > provenAt || this.holdsUp(text)) continue;
      this.texts.delete(text.moId);
      this.places.remove(text);
    }
  }

  vetoOf({ lane, advertiserId, recipientKey, to, sender }: Advert): Veto | undefined {
    if (lane !== 'marketing') return undefined;
    for (const place of [recipientKey, to]) {
      for (const text of this.places.at(place)) {
        if (this.holdsUp(text) && (text.code === sender || this.concerns(text, advertiserId))) return UNREAD;
      }
    }
    return undefined;
  }

  /** Why no advert leaves at all, else undefined. */
  problem(): string | undefined {
    if (this.isOverrun) return `more than ${MOST} texts wait to be read, and no more are remembered`;
    const [nobodys] = [...this.places.at(ANYBODY)].filter((text) => this.holdsUp(text));
    return (
      nobodys &&
      `text ${nobodys.moId} cannot be read, nor whose it is; end its quarantine on inbound-mo (docs/runbooks/QuarantineStays.md)`
    );
  }

  /** Of those that could not be remembered enough are over: all may be read again. */
  get hasRoomAgain(): boolean {
    return this.isOverrun && this.texts.size < MOST / 2;
  }

  /** Texts that keep adverts now; how many wait for a person's decision; and how old the oldest of the others is. */
  standing(): { texts: number; undecided: number; oldestMs: number } {
    const held = [...this.texts.values()].filter((text) => this.holdsUp(text));
    const others = held.filter(({ isUndecided }) => !isUndecided);
    const first = others.reduce((oldest, { receivedAt }) => Math.min(oldest, receivedAt), Infinity);
    return {
      texts: held.length,
      undecided: held.length - others.length,
      oldestMs: others.length === 0 ? 0 : Math.max(0, this.clock.now() - first),
    };
  }

  private hold(text: Omit<HeldText, 'places'>, places: readonly string[]): void {
    const known = this.texts.get(text.moId);
    if (!known) this.add({ ...text, places: [...places] });
    else if (known.overAt === undefined) this.places.extend(known, places);
  }

  private add(text: HeldText): void {
    if (this.texts.size >= MOST) {
      this.isOverrun = true;
      return;
    }
    this.texts.set(text.moId, text);
    this.places.add(text);
  }

  /** A STOP that suppression has dealt with holds up until the view has what that wrote. */
  private holdsUp({ overAt, isStop }: HeldText): boolean {
    return overAt === undefined || (isStop && !this.freshness.hasHeardSince(overAt));
  }

  /** Whoever may show the code it was sent to; everybody, where nobody does. */
  private concerns({ code, everyAdvertiser, advertiserIds }: HeldText, advertiserId: string | null): boolean {
    if (everyAdvertiser || code === undefined || advertiserId === null) return true;
    const shown = this.directory.withCode(code);
    if (shown.length === 0) return true;
    // A text to one account of a legal entity may be a STOP, which holds for all of them.
    const accounts = [
      advertiserId,
      ...(this.directory.sharedWith(advertiserId) ?? []).map((each) => each.advertiserId),
    ];
    return accounts.some((account) => advertiserIds?.includes(account) || shown.some(({ id }) => id === account));
  }
}

/** Where texts are found that may be of anybody. */
const ANYBODY = '';
const placesOf = (recipientKey: string | undefined): string[] => [recipientKey ?? ANYBODY];
