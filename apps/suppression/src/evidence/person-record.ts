// Records of one person in all services, as they report them. Instants are ISO 8601.

export interface PersonConsent {
  id: string;
  advertiserId: string;
  grantedAt: string;
  source: string;
  wording: string;
  status: string;
  chain: { status: string; at: string }[];
}

export interface PersonMessage {
  id: string;
  advertiserId?: string | undefined;
  category?: string | undefined;
  state: string;
  code?: string | undefined;
  createdAt: string;
  timeline: { at: string; event: string; code?: string | undefined }[];
}

export interface PersonReply {
  id: string;
  channel: string;
  code: string;
  text: string | null;
  tier: string;
  reason: string;
  advertiserIds: string[];
  receivedAt: string;
}

export interface PersonContact {
  addressBook: string;
  advertiserId: string;
  attributes: Record<string, string>;
  importedAt: string;
}

export interface PersonConfirmation {
  kind: string;
  advertiserIds: string[];
  text?: string | undefined;
  state: string;
  at: string;
}

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
  'complaints',
  'contacts',
  'erasures',
] as const satisfies readonly (keyof PersonRecord)[];
