import { OUTBOX_MIGRATIONS } from '@stopsms/outbox';
import {
  type MigrationClass,
  RecipientGeneration1764000032000,
  RecordShownTime1764000023000,
} from '@stopsms/persistence';
import { AddAdvertiserSettings1764000004000 } from './add-advertiser-settings.migration';
import { CapAdverts1764000044000 } from './cap-adverts.migration';
import { CountCampaigns1764000055000 } from './count-campaigns.migration';
import { CountDays1764000052000 } from './count-days.migration';
import { CreateAdvertiserKeys1764000021000 } from './create-advertiser-keys.migration';
import { CreateCampaigns1764000002000 } from './create-campaigns.migration';
import { CreateControls1764000003000 } from './create-controls.migration';
import { CreateWebhookSecrets1764000028000 } from './create-webhook-secrets.migration';
import { DraftCampaigns1764000042000 } from './draft-campaigns.migration';
import { EditContacts1764000050000 } from './edit-contacts.migration';
import { KeepRegistrations1764000046100 } from './keep-registrations.migration';
import { LimitAdvertisers1764000031000 } from './limit-advertisers.migration';
import { LimitKeys1764000056000 } from './limit-keys.migration';
import { ListUnknown1764000030100 } from './list-unknown.migration';
import { MarkTestBooks1764000053000 } from './mark-test-books.migration';
import { NoteWhoPaused1764000029100 } from './note-who-paused.migration';
import { PauseMarketing1764000022000 } from './pause-marketing.migration';
import { ReceiveImports1764000041000 } from './receive-imports.migration';
import { RecordAdvertiserChanges1764000029000 } from './record-advertiser-changes.migration';
import { RegisterSenders1764000024000 } from './register-senders.migration';
import { RememberContacts1764000062000 } from './remember-contacts.migration';
import { ShareTheLane1764000034000 } from './share-the-lane.migration';
import { TypeTimelines1764000060000 } from './type-timelines.migration';
import { VersionDrafts1764000054000 } from './version-drafts.migration';
import { AnnounceCampaigns1764000070000 } from './announce-campaigns.migration';
import { JoinEntities1764000071000 } from './join-entities.migration';
import { KeepRowNumbers1764000072000 } from './keep-row-numbers.migration';

/** Those of this service with those of the libraries whose tables it has. They run in the order of the number in their name. */
export const MIGRATIONS: MigrationClass[] = [
  ...OUTBOX_MIGRATIONS,
  CreateCampaigns1764000002000,
  CreateControls1764000003000,
  AddAdvertiserSettings1764000004000,
  CreateAdvertiserKeys1764000021000,
  PauseMarketing1764000022000,
  RecordShownTime1764000023000,
  RegisterSenders1764000024000,
  CreateWebhookSecrets1764000028000,
  RecordAdvertiserChanges1764000029000,
  NoteWhoPaused1764000029100,
  ListUnknown1764000030100,
  LimitAdvertisers1764000031000,
  ShareTheLane1764000034000,
  KeepRegistrations1764000046100,
  RecipientGeneration1764000032000,
  ReceiveImports1764000041000,
  CapAdverts1764000044000,
  DraftCampaigns1764000042000,
  EditContacts1764000050000,
  CountDays1764000052000,
  MarkTestBooks1764000053000,
  VersionDrafts1764000054000,
  CountCampaigns1764000055000,
  LimitKeys1764000056000,
  TypeTimelines1764000060000,
  RememberContacts1764000062000,
  AnnounceCampaigns1764000070000,
  JoinEntities1764000071000,
  KeepRowNumbers1764000072000,
];
