import type { RulePack } from '../../packs/rule-pack';
import type { ReasonCode } from '../../reasons/reason-codes';

export type MentionCode = Extract<ReasonCode, `MENTION_${string}`>;

/** The account on whose behalf the text is sent, and where it goes. */
export interface MentionContext {
  pack: RulePack;
  /** ISO 3166 alpha-2 of the recipient's number; the pack must have it. */
  region: string;
  sender?: string | undefined;
  /** Short codes assigned to the account on this route. */
  codes: readonly string[];
  /** Hosts of the account's unsubscribe links. */
  linkHosts: readonly string[];
}
