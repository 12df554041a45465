import { canonicalJson } from '../../rules/digest/canonical-json';
import { digestOf, recordDigest } from '../../rules/digest/digest';
import { leafOf } from './merkle-tree';

// What is sealed of a message from `stopsms-proof/2` on: each thing that happened to it is a fact with a hash of its own, made when it
// is written, and a leaf of a batch. A fact names the one before it, so that whoever vouches for the last vouches for all before it, and
// none can be left out in between. What decisions on many messages share, their context, is sealed by its digest.

/** Part of every sealed content: another way to make it gets another name, and this one is then kept for old seals. */
export const PROOF_FORMAT = 'stopsms-proof/2' as const;

type Json = Record<string, unknown>;

/** Fields of a decision that form its shared context; all others are its own. */
const SHARED = ['verdict', 'code', 'pack', 'window', 'trust', 'review'] as const;
const isShared: ReadonlySet<string> = new Set(SHARED);

/** Fields of a request that messages share. */
export interface SharedRequest {
  advertiserId: string;
  campaignId: string | null;
  category: string;
  region: string | null;
}

/** Fields of a request that only this message has; sealed with the first decision. */
export interface OwnRequest {
  recipientKey: string | null;
  traceparent: string;
}

/** `1` is the decision of the first attempt, `1:submitted` its status; `receipt`. */
export const entryOf = ({ attempt, status }: { attempt: number; status?: string }): string =>
  status === undefined ? String(attempt) : `${attempt}:${status}`;
export const RECEIPT = 'receipt';

/** @param decision - with its instants as they are wanted in the context */
export function contextOf({ advertiserId, campaignId, category, region }: SharedRequest, decision: Json): Json {
  const context: Json = { advertiserId, campaignId, category, region };
  for (const name of SHARED) if (decision[name] !== undefined) context[name] = decision[name];
  return context;
}

/** A decision without its context. @param except - other fields that are left out */
export function ownOf(decision: Json, except: ReadonlySet<string> = NONE): Json {
  const own: Json = {};
  for (const name of Object.keys(decision)) if (!isShared.has(name) && !except.has(name)) own[name] = decision[name];
  return own;
}

const NONE: ReadonlySet<string> = new Set();

interface ChainLink {
  messageId: string;
  /** Hash of the fact that was the last of the message when this one was written; null for the first. */
  previous: string | null;
}

/** @param own - instants in ISO, consent and reading by their digests. @param request - of the first decision alone */
export const decisionHash = (
  { messageId, previous }: ChainLink,
  own: Json & { attempt: number },
  context: string,
  request?: OwnRequest,
): Buffer => {
  const entry = entryOf({ attempt: own.attempt });
  const content = { context, decision: own, entry, format: PROOF_FORMAT, messageId, previous };
  if (!request) return factHash(content);
  const { recipientKey, traceparent } = request;
  return factHash(Object.assign(content, { request: { recipientKey, traceparent } }));
};

/** The same of a decision as a proof shows it. */
export function shownDecisionHash(
  link: ChainLink,
  request: SharedRequest & OwnRequest,
  decision: Json & { attempt: number },
) {
  const { consent, reading, ...own } = ownOf(decision) as Json & { attempt: number };
  const digests = {
    ...own,
    ...(consent !== undefined && { consent: recordDigest(consent as object | string) }),
    ...(reading !== undefined && { reading: recordDigest(reading as object | string) }),
  };
  const context = digestOf(contextOf(request, decision));
  return decisionHash(link, digests, context, own.attempt === 1 ? request : undefined);
}

export const statusHash = (
  { messageId, previous }: ChainLink,
  status: Json & { attempt: number; status: string },
): Buffer => factHash({ entry: entryOf(status), format: PROOF_FORMAT, messageId, previous, status });

export const receiptHash = ({ messageId, previous }: ChainLink, receipt: object): Buffer =>
  factHash({ entry: RECEIPT, format: PROOF_FORMAT, messageId, previous, receipt });

/** @param content - its members in the order of canonical JSON, which spares sorting them */
const factHash = (content: Json & { format: typeof PROOF_FORMAT }): Buffer => leafOf(canonicalJson(content));
