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
import { StoreAuditEvents } from './audit/store-audit-events';
import { WatchAuditSeals } from './audit/watch-audit-seals';
import { CountSeals } from './proofs/count-seals';
import { FactDays } from './proofs/facts/fact-days';
import { FactFrames } from './proofs/facts/fact-frames';
import { FrameStart } from './proofs/facts/frame-start';
import { LatestFacts } from './proofs/facts/latest-facts';
import { FindHeads } from './proofs/find-heads';
import { FindProof } from './proofs/find-proof';
import { MessageOwner } from './proofs/message-owner';
import { MessagesController } from './proofs/messages.controller';
import { ProofHeadsController } from './proofs/proof-heads.controller';
import { ProofKeysController } from './proofs/proof-keys.controller';
import { ProofsController } from './proofs/proofs.controller';
import { ProveDecisions } from './proofs/prove-decisions';
import { SealProofs } from './proofs/seal-proofs';
import { SealTrees } from './proofs/seal-trees';
import { ProofKeys } from './proofs/signing/proof-keys';
import { ProofSigner } from './proofs/signing/proof-signer';

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
