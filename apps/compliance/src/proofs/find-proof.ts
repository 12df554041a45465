import { Inject, Injectable } from '@nestjs/common';
import { Clock, RecipientKeys } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { AdvertiserDirectory, Guarantees } from '@stopsms/service-kit';
import { digestOf } from '../digest/digest';
import { PROOF_FORMAT } from './sealing/format-2';
import { dayOf } from './sealing/seal-chain';
import { type SealBefore, findSealsBefore } from './before/find-seals-before';
import { type Sealing, describeSealing } from './describe-sealing';
import { type ConsentRecord, FindConsents } from '../consents/find-consents';
import { type Seal, findSeals } from './find-seals';
import { loadFacts } from './facts/load-facts';
import type { MessageFacts } from './message-facts';
import { type Explanation, explainProof } from './explain-proof';

/**
 * A document that stands alone: who asked what, why it was decided so, what became of it, and how anybody can check that
 * (`tools/verify-proof`). `request` to `receipt` are sealed; what stands before them are words and names of today, which
 * `digest` alone protects. Instants are ISO.
 */
export interface Proof extends MessageFacts {
  format: typeof PROOF_FORMAT;
  issuedAt: string;
  /** As it is called today. */
  advertiser: string | null;
  summary: string;
  explanation: Explanation;
  /** What became of the consents since. */
  consentsSince: Pick<ConsentRecord, 'id' | 'status' | 'chain'>[];
  sealing: Sealing;
  seals: Seal[];
  /** What was sealed of the message before facts were; only of a message of that time. */
  sealsBefore?: SealBefore[];
  /** SHA-256 of the canonical JSON of all the rest. */
  digest: string;
}

@Injectable()
export class FindProof {
  constructor(
    private readonly database: Database,
    private readonly keys: RecipientKeys,
    private readonly consents: FindConsents,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
    private readonly guarantees: Guarantees,
    @Inject('SEAL_EVERY_MS') private readonly sealEveryMs: number,
  ) {}

  /** Undefined for a message that was never asked for here. */
  async execute(messageId: string): Promise<Proof | undefined> {
    // Of a message of before, its seals first: what they cover is then in what is read after them.
    const sealsBefore = await findSealsBefore(this.database, messageId);
    const loaded = await loadFacts(this.database, this.keys, messageId, dayOf(this.clock.now()));
    if (!loaded) return undefined;
    const { facts, kept } = loaded;
    const seals = await findSeals(this.database, kept);
    const consents = await this.consents.byIds(facts.decisions.flatMap(({ consent }) => idOf(consent)));
    const consentsSince = consents.map(({ id, status, chain }) => ({ id, status, chain }));
    const advertiser = this.directory.get(facts.request.advertiserId)?.name ?? null;
    const explanation = explainProof(facts, advertiser, consentsSince);
    const sealing = describeSealing({ facts, kept, seals, sealsBefore }, this.sealEveryMs);
    if (sealing.state === 'altered') {
      this.guarantees.violated('G6', 'what is kept of a message is not what was sealed', { messageId });
    }
    const proof: Omit<Proof, 'digest'> = {
      format: PROOF_FORMAT,
      messageId,
      issuedAt: new Date(this.clock.now()).toISOString(),
      advertiser,
      summary: explanation.happened.join(' '),
      explanation,
      consentsSince,
      sealing,
      request: facts.request,
      decisions: facts.decisions,
      statuses: facts.statuses,
      receipt: facts.receipt,
      seals,
      ...(sealsBefore.length > 0 && { sealsBefore }),
    };
    return { ...proof, digest: digestOf(proof) };
  }
}

const idOf = (consent: MessageFacts['decisions'][number]['consent']): string[] =>
  typeof consent === 'object' ? [consent.id] : [];
