import { type OptOutTier, REPLY_TIERS, type ReplyTier, optsOut } from '@stopsms/contracts';

export { type OptOutTier, REPLY_TIERS as TIERS, type ReplyTier as Tier, optsOut };

export interface Reading {
  readonly tier: ReplyTier;
  /** Names the evidence found in the text. Quotes no more of it than the word or set phrase of our lexicon that was met. */
  readonly reason: string;
  readonly keyword?: string;
  /** True for an insult. */
  readonly flag?: boolean;
  /**
   * Decision that is left to a person: `request`, whether it asks to stop, for any tier that does not opt out; `start`, whether it
   * asks to receive texts again, for `start` unless it is a keyword.
   */
  readonly unclassified?: 'request' | 'start';
  /** A decline or a cancellation that names nothing: as an answer to a notice it is about the notice. */
  readonly weak?: boolean;
  /** Certainty of the weights that it asks to stop, from 0 to 1; absent where the rules alone decide. */
  readonly certainty?: number;
  /** Asks every advertiser of the platform to stop, not only the one texted. */
  readonly stopAll?: boolean;
  /** Says plainly that the person meant is not the one who has this number. */
  readonly wrongPerson?: boolean;
}

/** True if no adverts may be sent to the sender: the reply opts out, or a person has to decide whether it does. */
export const mayAskToStop = ({ tier, unclassified }: Pick<Reading, 'tier' | 'unclassified'>): boolean =>
  optsOut(tier) || unclassified === 'request';

/** One thing a sentence says. */
export interface Evidence {
  readonly tier: ReplyTier;
  readonly why: string;
  /** The word that says it. */
  readonly word: string;
  /** A verb such as "stop it" that may be meant for a person: weak beside "who is this?". */
  readonly toSomeone?: boolean;
  readonly all?: boolean;
  readonly wrongPerson?: boolean;
  /** Only believed in a short reply: in a long one it belongs to a story. */
  readonly brief?: boolean;
  /** True beside what else would make it an automatic or quick reply. */
  readonly firm?: boolean;
  /** Only believed if the reply says nothing else. */
  readonly whole?: boolean;
}
