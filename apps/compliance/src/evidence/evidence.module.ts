import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module';
import { PeopleModule } from '../people/people.module';
import { RulesModule } from '../rules/rules.module';
import { SETTINGS, type Settings } from '../settings/settings';
import { WaitingModule } from '../waiting/waiting.module';
import { AuditDays } from './audit/audit-days';
import { AuditController } from './audit/audit.controller';
import { CheckAuditSeals } from './audit/check-audit-seals';
import { FindAuditEvents } from './audit/find-audit-events';
import { StoreAuditEvents } from './audit/events/store-audit-events';
import { WatchAuditSeals } from './audit/watch-audit-seals';
import { CountSeals } from './sealing/count-seals';
import { FactDays } from './facts/fact-days';
import { FactFrames } from './facts/fact-frames';
import { FrameStart } from './facts/frame-start';
import { LatestFacts } from './facts/latest-facts';
import { FindHeads } from './sealing/find-heads';
import { FindProof } from './proofs/find-proof';
import { MessageOwner } from './proofs/message-owner';
import { MessagesController } from './proofs/messages.controller';
import { ProofHeadsController } from './proofs/proof-heads.controller';
import { ProofKeysController } from './proofs/proof-keys.controller';
import { ProofsController } from './proofs/proofs.controller';
import { ProveDecisions } from './facts/prove-decisions';
import { SealProofs } from './sealing/seal-proofs';
import { SealTrees } from './sealing/seal-trees';
import { ProofKeys } from './sealing/signing/proof-keys';
import { ProofSigner } from './sealing/signing/proof-signer';

const PROVIDERS = [
  {
    provide: ProofSigner,
    useFactory: ({ PROOF_SIGNING_KEY: key }: Settings) => (key === undefined ? null : new ProofSigner(key)),
    inject: [SETTINGS],
  },
  AuditDays,
  CheckAuditSeals,
  CountSeals,
  FactDays,
  FactFrames,
  FindAuditEvents,
  FindHeads,
  FindProof,
  FrameStart,
  LatestFacts,
  MessageOwner,
  ProofKeys,
  ProveDecisions,
  SealProofs,
  SealTrees,
  StoreAuditEvents,
  WatchAuditSeals,
];

/** Proofs of decisions and the audit log, both sealed. */
@Module({
  imports: [RulesModule, LimitsModule, WaitingModule, PeopleModule],
  controllers: [AuditController, MessagesController, ProofHeadsController, ProofKeysController, ProofsController],
  providers: PROVIDERS,
  exports: PROVIDERS,
})
export class EvidenceModule {}
