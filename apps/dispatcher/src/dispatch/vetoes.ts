import { Inject, Injectable } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Clock, generationOf, isFictionNumber } from '@stopsms/kernel';
import { KafkaTransport } from '@stopsms/messaging';
import { CampaignControls } from '../controls/campaign-controls';
import { MarketingPauses } from '../controls/marketing-pauses';
import { LANE_TOPICS } from '../lanes';
import type { Veto } from '../operator/operator-link';
import { Quarantine } from '../quarantine/quarantine';
import { ReceivedWatch } from '../quarantine/received-watch';
import { Freshness } from '../view/freshness';
import { OptOutView } from '../view/opt-out-view';
import type { Dispatchable } from '../messages/dispatchable';

/** Token of the setting that permits numbers reserved for fiction. */
export const ALLOW_FICTION_NUMBERS = Symbol('allow fiction numbers');

/** Last reasons not to send, checked before the journal and again just before the message is written. */
@Injectable()
export class Vetoes {
  constructor(
    private readonly view: OptOutView,
    private readonly freshness: Freshness,
    private readonly controls: CampaignControls,
    private readonly pauses: MarketingPauses,
    private readonly quarantine: Quarantine,
    private readonly received: ReceivedWatch,
    private readonly directory: AdvertiserDirectory,
    private readonly transport: KafkaTransport,
    private readonly clock: Clock,
    @Inject(ALLOW_FICTION_NUMBERS) private readonly allowFiction: boolean,
  ) {}

  /** @throws TransientFault while it is not known which messages of a batch are stopped */
  assertKnownFor(batch: Dispatchable[]): void {
    this.controls.assertKnownFor(batch);
    this.pauses.assertKnownFor(batch);
  }

  /** Reason why no advert may be sent, else undefined: opt-outs are not up to date (docs/design/guarantees.md#g5). */
  stalenessReason(): string | undefined {
    return this.freshness.problem() ?? this.received.problem();
  }

  of(message: Dispatchable): Veto | undefined {
    // The lease may have expired unnoticed, or the partition may be assigned back with a journal that was not read back yet.
    const holds = message.isInDoubt || this.transport.holds(LANE_TOPICS[message.lane], message.partition);
    if (!message.isOurs() || !holds) {
      return { status: 'not-ours', code: 'PARTITION_LOST', detail: 'Another dispatcher has this partition now.' };
    }
    const now = this.clock.now();
    if (message.expiresAt !== undefined && now >= message.expiresAt) {
      return { status: 'expired', code: 'EXPIRED', detail: 'It could not leave before its expiry.' };
    }
    const stopped = this.controls.vetoOf(message) ?? this.pauses.vetoOf(message);
    if (stopped) return stopped;
    if (message.windowClosesAt !== undefined && now >= message.windowClosesAt) {
      return { status: 'expired', code: 'WINDOW_CLOSED', detail: 'The sending window closed before its turn came.' };
    }
    if (message.scopes.length > 0 && generationOf(message.recipientKey) < this.freshness.generation) {
      return { status: 'expired', code: 'KEY_CHANGED', detail: 'Its recipient key was replaced on the opt-out list.' };
    }
    const scope = this.view.blockingScope(message.recipientKey, message.scopes) ?? this.scopeOfEntity(message);
    if (scope !== undefined) {
      // The advertiser reads this: opt-outs from other advertisers are none of its business.
      return { status: 'blocked', code: 'OPTED_OUT', detail: 'The recipient has opted out.' };
    }
    const held = this.quarantine.vetoOf(message);
    if (held) return held;
    if (!this.allowFiction && isFictionNumber(message.to)) {
      return {
        status: 'blocked',
        code: 'FICTION_NUMBER',
        detail: 'Numbers reserved for fiction never go to a real operator.',
      };
    }
    return undefined;
  }

  /** Scope of another account of the legal entity: accounts may have been joined since the message was cleared. */
  private scopeOfEntity({ lane, advertiserId, recipientKey }: Dispatchable): string | undefined {
    if (lane !== 'marketing' || advertiserId === null) return undefined;
    return this.directory
      .sharedWith(advertiserId)
      ?.find((each) => each.until === undefined && this.view.blocks(recipientKey, each.advertiserId))?.advertiserId;
  }
}
