// What the platform knows of one person, as its services told it. Instants are ISO 8601.

export interface KnownConsent {
  id: string;
  advertiserId: string;
  grantedAt: string;
  source: string;
  wording: string;
  status: string;
  chain: { status: string; at: string }[];
}

export interface KnownMessage {
  id: string;
  advertiserId?: string | undefined;
  category?: string | undefined;
  state: string;
  code?: string | undefined;
  createdAt: string;
  timeline: { at: string; event: string; code?: string | undefined }[];
}

export interface KnownReply {
  id: string;
  channel: string;
  code: string;
  text: string | null;
  tier: string;
  reason: string;
  advertiserIds: string[];
  receivedAt: string;
}

export interface KnownContact {
  addressBook: string;
  advertiserId: string;
  attributes: Record<string, string>;
  importedAt: string;
}

export interface KnownConfirmation {
  kind: string;
  advertiserIds: string[];
  text?: string | undefined;
  state: string;
  at: string;
}

export interface KnownOptOut {
  scope: string;
  state: string;
  source: string;
  since: string;
}

export interface KnownChange {
  change: string;
  scope: string;
  source: string;
  reason: string | null;
  by: string | null;
  at: string;
}

export interface KnownComplaint {
  source: string;
  sender: string;
  receivedAt: string;
  text?: string | undefined;
  state: string;
  advertiserId?: string | undefined;
}

export interface KnownErasure {
  kind: string;
  scope: string;
  requestedBy: string;
  reason: string;
  at: string;
}

export interface KnownOfPerson {
  optOuts: KnownOptOut[];
  changes: KnownChange[];
  consents: KnownConsent[];
  messages: KnownMessage[];
  replies: KnownReply[];
  confirmations: KnownConfirmation[];
  complaints: KnownComplaint[];
  contacts: KnownContact[];
  erasures: KnownErasure[];
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
  'complaints',
  'contacts',
  'erasures',
] as const satisfies readonly (keyof KnownOfPerson)[];
