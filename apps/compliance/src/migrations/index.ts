import { OUTBOX_MIGRATIONS } from '@stopsms/outbox';
import {
  type MigrationClass,
  RecipientGeneration1764000032000,
  RecordShownTime1764000023000,
} from '@stopsms/persistence';
import { AppendFacts1764000038000 } from './append-facts.migration';
import { CapAdverts1764000044000 } from './cap-adverts.migration';
import { CountQuotas1764000031000 } from './count-quotas.migration';
import { CreateConsents1764000000500 } from './create-consents.migration';
import { CreateControls1764000002000 } from './create-controls.migration';
import { CreateMessages1764000001000 } from './create-messages.migration';
import { CreateNumberStates1764000007500 } from './create-number-states.migration';
import { CreateReviews1764000005000 } from './create-reviews.migration';
import { DecideAlike1764000033200 } from './decide-alike.migration';
import { EraseRecipients1764000007000 } from './erase-recipients.migration';
import { ImplyConsents1764000046000 } from './imply-consents.migration';
import { KeepAuditEvents1764000048000 } from './keep-audit-events.migration';
import { KeepConsents1764000004500 } from './keep-consents.migration';
import { KeepPublishers1764000072000 } from './keep-publishers.migration';
import { KeepSealedKeys1764000032100 } from './keep-sealed-keys.migration';
import { KeepSentTexts1764000008000 } from './keep-sent-texts.migration';
import { KeepStartNumbers1764000028000 } from './keep-start-numbers.migration';
import { PauseMarketing1764000022000 } from './pause-marketing.migration';
import { SealProofs1764000006000 } from './seal-proofs.migration';
import { ShareReviews1764000033000 } from './share-reviews.migration';
import { SignProofs1764000056000 } from './sign-proofs.migration';
import { TrustAdvertisers1764000033100 } from './trust-advertisers.migration';
import { OwnCampaigns1764000070000 } from './own-campaigns.migration';

/** Those of this service with those of the libraries whose tables it has. They run in the order of the number in their name. */
export const MIGRATIONS: MigrationClass[] = [
  ...OUTBOX_MIGRATIONS,
  CreateConsents1764000000500,
  CreateMessages1764000001000,
  CreateControls1764000002000,
  KeepConsents1764000004500,
  CreateReviews1764000005000,
  SealProofs1764000006000,
  EraseRecipients1764000007000,
  CreateNumberStates1764000007500,
  KeepSentTexts1764000008000,
  PauseMarketing1764000022000,
  RecordShownTime1764000023000,
  KeepStartNumbers1764000028000,
  CountQuotas1764000031000,
  RecipientGeneration1764000032000,
  KeepSealedKeys1764000032100,
  ShareReviews1764000033000,
  TrustAdvertisers1764000033100,
  DecideAlike1764000033200,
  AppendFacts1764000038000,
  CapAdverts1764000044000,
  ImplyConsents1764000046000,
  KeepAuditEvents1764000048000,
  SignProofs1764000056000,
  OwnCampaigns1764000070000,
  KeepPublishers1764000072000,
];
