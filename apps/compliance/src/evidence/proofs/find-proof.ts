import { Inject, Injectable, Optional } from '@nestjs/common';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Clock, RecipientKeys, dayOf } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Guarantees } from '@stopsms/service';
import { digestOf } from '../../rules/digest/digest';
import { PROOF_FORMAT } from '../trees/format-2';
import { numberDigest, numberSalt } from '../trees/number-digest';
import { type Sealing, describeSealing } from './describe-sealing';
import { type ConsentRecord, FindConsents } from '../../people/consents/find-consents';
import { type Seal, findSeals } from '../sealing/find-seals';
import { SealTrees } from '../sealing/seal-trees';
import { type Loaded, loadFacts } from '../facts/load-facts';
import { type MessageEvents, findEventsOfMessages } from '../audit/events/find-events-of-messages';
import type { SealedAuditEvent } from '../trees/audit-event-leaf';
import type { MessageFacts } from '../facts/message-facts';
import { type Explanation, explainProof } from './explain-proof';
import { type DocumentSignature, ProofSigner } from '../sealing/signing/proof-signer';
import { SETTINGS, type Settings } from '../../settings/settings';

/**
 * A self-contained document: who asked what, why it was decided so, what became of it, and how anybody can check that
 * (`libs/verify`). `request` to `receipt` are sealed; the fields before them are texts and names of today, which
 * only `digest` protects. Instants are ISO.
 */
export interface Proof extends MessageFacts {
  format: typeof PROOF_FORMAT;
  issuedAt: string;
  /** Current name of the advertiser. */
  advertiser: string | null;
  summary: string;
  explanation: Explanation;
  /** Later changes of the consents. */
  consentsSince: Pick<ConsentRecord, 'id' | 'status' | 'chain'>[];
  sealing: Sealing;
  seals: Seal[];
  /** Audit events that concern it: who started its campaign, who decided on its text; absent if none is known. */
  acts?: SealedAuditEvent[];
  /** Batches that seal them; `entry` is their id and stage. */
  actSeals?: Seal[];
  /** Salt by which the holder of the number can check that the message was to it; only in a proof requested with the number. */
  numberSalt?: string;
  /** SHA-256 of the canonical JSON of all the rest but the signature. */
  digest: string;
  /** Signature that states that at `issuedAt` the document held everything the platform had about the message. */
  signature?: DocumentSignature;
}

@Injectable()
export class FindProof {
  constructor(
    private readonly database: Database,
    private readonly trees: SealTrees,
    private readonly keys: RecipientKeys,
    private readonly consents: FindConsents,
    private readonly directory: AdvertiserDirectory,
    private readonly clock: Clock,
    private readonly guarantees: Guarantees,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'SEAL_EVERY_MS'>,
    @Optional() @Inject(ProofSigner) private readonly signer: ProofSigner | null,
  ) {}

  /** Returns proofs in the order of the ids, without those of messages that were never requested. */
  async execute(ids: readonly string[]): Promise<Proof[]> {
    const today = dayOf(this.clock.now());
    const loaded = await loadFacts(this.database, this.keys, ids, today);
    const kept = new Map([...loaded].map(([id, each]) => [id, each.kept]));
    const seals = await findSeals(this.database, this.trees, kept);
    const messages = [...loaded.values()].map(({ facts }) => facts);
    const events = await findEventsOfMessages(this.database, this.keys, messages, today);
    const keptEvents = new Map([...events].map(([id, each]) => [id, each.kept]));
    const eventSeals = await findSeals(this.database, this.trees, keptEvents);
    const consentIds = [...loaded.values()].flatMap(({ facts }) => consentIdsOf(facts));
    const consents = consentIds.length === 0 ? [] : await this.consents.byIds([...new Set(consentIds)]);
    return ids.flatMap((id) => {
      const known = loaded.get(id);
      if (!known) return [];
      const done = { ...(events.get(id) ?? NO_EVENTS), eventSeals: eventSeals.get(id) ?? [] };
      return [this.proofOf(known, seals.get(id) ?? [], consents, done)];
    });
  }

  /**
   * The same, tied to a number: whoever has the document and the number can check that they belong together.
   * @param number - E.164
   * @returns undefined when the message is not to this number, or no number was sealed with it
   */
  tied(proof: Proof, number: string): Proof | undefined {
    const salt = numberSalt(this.keys, proof.messageId);
    const sealed = proof.decisions.find(({ attempt }) => attempt === 1)?.['numberDigest'];
    if (sealed === undefined || sealed !== numberDigest(proof.messageId, number, salt)) return undefined;
    const { digest: _, signature: __, ...rest } = proof;
    return this.signed({ ...rest, numberSalt: salt });
  }

  private signed(proof: Omit<Proof, 'digest' | 'signature'>): Proof {
    const digest = digestOf(proof);
    return { ...proof, digest, ...(this.signer && { signature: this.signer.signDocument(digest) }) };
  }

  private proofOf(
    { facts, kept }: Loaded,
    seals: Seal[],
    consents: readonly ConsentRecord[],
    { events, kept: keptEvents, eventSeals }: MessageEvents & { eventSeals: Seal[] },
  ): Proof {
    const { messageId } = facts;
    const own = new Set(consentIdsOf(facts));
    const consentsSince = consents
      .filter(({ id }) => own.has(id))
      .map(({ id, status, chain }) => ({ id, status, chain }));
    const advertiser = this.directory.get(facts.request.advertiserId)?.name ?? null;
    const explanation = explainProof(facts, advertiser, consentsSince, events);
    const sealing = describeSealing({ facts, kept, seals, keptEvents, eventSeals }, this.settings.SEAL_EVERY_MS);
    if (sealing.state === 'altered') {
      this.guarantees.violated('G6', 'what is kept of a message is not what was sealed', { messageId });
    }
    return this.signed({
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
      ...(events.length > 0 && { acts: events, actSeals: eventSeals }),
    });
  }
}

const NO_EVENTS: MessageEvents = { events: [], kept: [] };

const consentIdsOf = ({ decisions }: MessageFacts): string[] =>
  decisions.flatMap(({ consent }) => (typeof consent === 'object' ? [consent.id] : []));
