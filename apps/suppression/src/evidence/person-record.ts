import type { Schemas } from '@stopsms/clients';

// Records of one person in all services, as they report them. Instants are ISO 8601.

export type PersonConsent = Schemas['compliance']['ConsentsAnswerConsent'];
export type PersonMessage = Schemas['campaign']['PersonsMessagesAnswerPersonsMessage'];
export type PersonReply = Schemas['inbound-mo']['PersonsRepliesAnswerPersonsReply'];
export type PersonContact = Schemas['campaign']['PersonsContactsAnswerPersonsContact'];
export type PersonConfirmation = Schemas['notification']['ConfirmationsAnswerConfirmation'];
export type PersonPush = Schemas['notification']['PersonsPushesAnswerPersonsPush'];

export interface PersonOptOut {
  scope: string;
  state: string;
  source: string;
  since: string;
}

export interface PersonChange {
  change: string;
  scope: string;
  source: string;
  reason: string | null;
  by: string | null;
  at: string;
}

export interface PersonComplaint {
  source: string;
  sender: string;
  receivedAt: string;
  text?: string | undefined;
  state: string;
  advertiserId?: string | undefined;
}

export interface PersonErasure {
  kind: string;
  scope: string;
  requestedBy: string;
  reason: string;
  at: string;
}

export interface PersonRecord {
  optOuts: PersonOptOut[];
  changes: PersonChange[];
  consents: PersonConsent[];
  messages: PersonMessage[];
  replies: PersonReply[];
  confirmations: PersonConfirmation[];
  pushes: PersonPush[];
  complaints: PersonComplaint[];
  contacts: PersonContact[];
  erasures: PersonErasure[];
  number: { state: string; since?: string | undefined };
  /** Lists of which the latest entries alone are here, because there are more. */
  cut: string[];
}

export const LISTS = [
  'optOuts',
  'changes',
  'consents',
  'messages',
  'replies',
  'confirmations',
  'pushes',
  'complaints',
  'contacts',
  'erasures',
] as const satisfies readonly (keyof PersonRecord)[];
