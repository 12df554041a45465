import { OUTBOX_MIGRATIONS } from '@stopsms/outbox';
import {
  type MigrationClass,
  RecipientGeneration1764000032000,
  RecordShownTime1764000023000,
} from '@stopsms/persistence';
import { AddLinkPresses1764000004000 } from './add-link-presses.migration';
import { BindReceiptsToHandsets1764000009000 } from './bind-receipts-to-handsets.migration';
import { CompareReceiptIds1764000008000 } from './compare-receipt-ids.migration';
import { CreateInboundMo1764000002000 } from './create-inbound-mo.migration';
import { DoubtParts1764000010000 } from './doubt-parts.migration';
import { EraseRecipients1764000005000 } from './erase-recipients.migration';
import { HoldUndecided1764000071000 } from './hold-undecided.migration';
import { KeepBreaches1764000072000 } from './keep-breaches.migration';
import { KeepInPlace1764000060000 } from './keep-in-place.migration';
import { KeepLanguages1764000006000 } from './keep-languages.migration';
import { KeepQuarantines1764000012000 } from './keep-quarantines.migration';
import { KeepRetryKeys1764000070000 } from './keep-retry-keys.migration';
import { ListReplies1764000051000 } from './list-replies.migration';
import { QueueUnreadReplies1764000011000 } from './queue-unread-replies.migration';
import { RankSends1764000039000 } from './rank-sends.migration';
import { RememberFailures1764000039100 } from './remember-failures.migration';
import { TraceSends1764000007000 } from './trace-sends.migration';

/** Those of this service with those of the libraries whose tables it has. They run in the order of the number in their name. */
export const MIGRATIONS: MigrationClass[] = [
  ...OUTBOX_MIGRATIONS,
  CreateInboundMo1764000002000,
  AddLinkPresses1764000004000,
  EraseRecipients1764000005000,
  KeepLanguages1764000006000,
  TraceSends1764000007000,
  CompareReceiptIds1764000008000,
  BindReceiptsToHandsets1764000009000,
  DoubtParts1764000010000,
  QueueUnreadReplies1764000011000,
  KeepQuarantines1764000012000,
  RecordShownTime1764000023000,
  RecipientGeneration1764000032000,
  RankSends1764000039000,
  RememberFailures1764000039100,
  ListReplies1764000051000,
  KeepInPlace1764000060000,
  KeepRetryKeys1764000070000,
  HoldUndecided1764000071000,
  KeepBreaches1764000072000,
];
