import { Module } from '@nestjs/common';
import { SecretSeal } from '@stopsms/kernel';
import { fromSettings } from '../settings';
import { AdvertisersController, WEBHOOKS_NEED_TLS } from './advertisers.controller';
import { ChangeAdvertiser } from './change-advertiser';
import { CreateAdvertiser } from './create-advertiser';
import { EnforcementController } from './enforcement/enforcement.controller';
import { OBSERVE_ENDS, SetEnforcement } from './enforcement/set-enforcement';
import { FindUndecidedEntities } from './entities/find-undecided-entities';
import { JoinEntities } from './entities/join-entities';
import { LegalEntitiesController } from './entities/legal-entities.controller';
import { LegalEntity } from './entities/legal-entity';
import { FindAdvertisers } from './find-advertisers';
import { AdvertiserKeys } from './keys/advertiser-keys';
import { AdvertiserKeysController } from './keys/advertiser-keys.controller';
import { NoteKeyUses } from './keys/note-key-uses';
import { MarketingControl } from './pause/marketing-control';
import { MarketingController } from './pause/marketing.controller';
import { PublishAdvertiserChange } from './publish-advertiser-change';
import { AdvertiserSenders } from './senders/advertiser-senders';
import { AdvertiserSendersController } from './senders/advertiser-senders.controller';
import { SenderRegistry } from './senders/sender-registry';
import { StoreAdvertiser } from './store-advertiser';
import { WEBHOOK_SEAL, WebhookSecrets } from './webhooks/webhook-secrets';
import { WebhookSecretsController } from './webhooks/webhook-secrets.controller';

/** Advertisers, with their keys, senders, webhook secrets, legal entities and the pause of all their adverts. */
@Module({
  controllers: [
    AdvertisersController,
    LegalEntitiesController,
    AdvertiserKeysController,
    WebhookSecretsController,
    AdvertiserSendersController,
    MarketingController,
    EnforcementController,
  ],
  providers: [
    FindAdvertisers,
    FindUndecidedEntities,
    StoreAdvertiser,
    PublishAdvertiserChange,
    AdvertiserKeys,
    WebhookSecrets,
    SenderRegistry,
    AdvertiserSenders,
    NoteKeyUses,
    CreateAdvertiser,
    JoinEntities,
    LegalEntity,
    ChangeAdvertiser,
    MarketingControl,
    SetEnforcement,
    fromSettings(OBSERVE_ENDS, ({ STOPSMS_MODE }) => STOPSMS_MODE === 'production'),
    fromSettings(WEBHOOK_SEAL, ({ WEBHOOK_SECRETS_KEY: key }) => (key === undefined ? null : new SecretSeal(key))),
    fromSettings(WEBHOOKS_NEED_TLS, ({ STOPSMS_MODE }) => STOPSMS_MODE === 'production'),
  ],
  exports: [FindAdvertisers, MarketingControl],
})
export class AdvertisersModule {}
