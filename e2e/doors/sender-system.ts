import type { Receiver } from '@stopsms/testing';

export interface Sms {
  to: string;
  text: string;
  /** Sender that the system names; the account's by default. */
  from?: string;
}

/** Surroundings of a system: ports of the gateway, the machine that takes its callbacks, and its secrets. */
export interface Surroundings {
  url: string;
  smppPort: number;
  receiver: Receiver;
  /** In the variable DOOR_PASSWORD, as short as SMPP has it. */
  password: string;
  /** In the variable DOOR_SECRET. */
  secret: string;
}

/** System of an advertiser, with an account at the gateway. */
export interface SenderSystem {
  /** Resolves with the system's own name of the SMS, once it is accepted. */
  send(sms: Sms): Promise<string>;
  /** Outcome in the form of the door; undefined until it came back. */
  outcomeOf(name: string): string | undefined;
  /** Replies that came back. */
  replies(): { from: string; text: string }[];
  stop(): Promise<void>;
}

/** True for a text that GSM-7 writes as ASCII does. */
export const isPlain = (text: string): boolean => /^[ -#%-?A-Za-z]*$/.test(text);

/** Door of the gateway, and the system that uses it. */
export interface Door {
  name: string;
  /** Part of the account's entry in GATEWAY_ACCOUNTS_FILE that belongs to the door. */
  entryOf(account: string, around: Surroundings): object;
  /** @param sender - the advertiser's, for a system that always names one */
  open(account: string, around: Surroundings, sender: string): Promise<SenderSystem>;
  /** Outcomes in its form. */
  delivered: string;
  optedOut: string;
  senderNotYours: string;
  /** Set if the system loses receipts of long texts and of texts that were throttled. */
  losesReceipts?: true;
}
