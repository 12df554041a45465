import type { MigrationClass } from '@stopsms/persistence';
import { AddInboxPolls1764000090920 } from './add-inbox-polls.migration';
import { CreateInboundMo1764000080000 } from './create-inbound-mo.migration';
import { FillPages1764000090970 } from './fill-pages.migration';
import { JoinReceiptsByReference1764000090110 } from './join-receipts-by-reference.migration';
import { KeepMessageInOneRow1764000090950 } from './keep-message-in-one-row.migration';
import { MarkGatewayReplies1764000090990 } from './mark-gateway-replies.migration';
import { RememberStarts1764000091210 } from './remember-starts.migration';

/** Migrations run in the order of the time in their names. */
export const MIGRATIONS: MigrationClass[] = [
  CreateInboundMo1764000080000,
  JoinReceiptsByReference1764000090110,
  AddInboxPolls1764000090920,
  KeepMessageInOneRow1764000090950,
  FillPages1764000090970,
  MarkGatewayReplies1764000090990,
  RememberStarts1764000091210,
];
