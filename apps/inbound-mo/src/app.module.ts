import { SystemClock } from '@stopsms/kernel';
import { RateLimit, defineService } from '@stopsms/service-kit';
import { plainOperators, providerSecrets, providersOf } from '@stopsms/smpp';
import { SendLedger } from './adapters/send-ledger';
import { SmppReceivers } from './adapters/smpp-receivers';
import { UnsubscribeTokens } from './adapters/unsubscribe-tokens';
import { JournalConsumer } from './consumes/dispatcher.journal.v1';
import { MessageStatusConsumer } from './consumes/dispatcher.message-status.v1';
import { MoReceivedConsumer } from './consumes/inbound-mo.received.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import { PersonsController } from './http/persons.controller';
import { ProvidersController } from './http/providers.controller';
import { QuarantinesController } from './http/quarantines.controller';
import { ReadController } from './http/read.controller';
import { RepliesController } from './http/replies.controller';
import { UnreadRepliesController } from './http/unread-replies.controller';
import { UnreadableLinks } from './http/unreadable-links';
import { UnsubscribeController } from './http/unsubscribe.controller';
import { WEBHOOK_ACCESS, type WebhookAccess } from './http/webhook.guard';
import { MIGRATIONS } from './migrations';
import { InboundMoMetrics } from './inbound-mo-metrics';
import { AcceptMo } from './use-cases/accept-mo';
import { AcceptReceipts, RECEIPT_ID_FORMS, type ReceiptIdForms } from './use-cases/accept-receipts';
import { EraseRecipients } from './use-cases/erase-recipients';
import { FindVisitor } from './use-cases/find-visitor';
import { FindCircumstances } from './use-cases/find-circumstances';
import { JoinParts } from './use-cases/join-parts';
import { JoinUnknown } from './use-cases/join-unknown';
import { ListReplies } from './use-cases/list-replies';
import { PROVIDERS, ProviderTerms } from './use-cases/provider-terms';
import { Purge } from './use-cases/purge';
import { EndQuarantine } from './use-cases/quarantine/end-quarantine';
import { KeepQuarantines } from './use-cases/quarantine/keep-quarantines';
import { ListQuarantines } from './use-cases/quarantine/list-quarantines';
import { ATTRIBUTION_HORIZON_MS, ReadReplies } from './use-cases/read-replies';
import { RecordSends } from './use-cases/record-sends';
import { RecogniseRetries } from './use-cases/recognise-retries';
import { ReopenLinks } from './use-cases/reopen-links';
import { HOME_COUNTRY } from './use-cases/sender-number';
import { SelectFailures } from './use-cases/select-failures';
import { SettleReceipts } from './use-cases/settle-receipts';
import { StoreReplies } from './use-cases/store-replies';
import { SWEEP_SETTINGS, Sweep, type SweepSettings } from './use-cases/sweep';
import { CountUnread } from './use-cases/unread/count-unread';
import { DecideOverdue } from './use-cases/unread/decide-overdue';
import { DecideUnread } from './use-cases/unread/decide-unread';
import { FindReplies } from './use-cases/find-replies';
import { ListUnread, UNDECIDED_DEADLINE_MS } from './use-cases/unread/list-unread';
import { QueueUnread } from './use-cases/unread/queue-unread';
import { SettleUnread } from './use-cases/unread/settle-unread';
import { Unsubscribe } from './use-cases/unsubscribe';
import { type Settings, settingsOf } from './settings';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const inboundMo = defineService({
  name: 'inbound-mo',
  description:
    'Takes replies and receipts from operators, reads STOP, tells whom it is meant for, serves the unsubscribe page.',
  config: settingsOf,
  secrets: providerSecrets,
  plainOperators: (settings) => plainOperators(settings, ({ receiver }) => receiver !== 'none'),
  hashesNumbers: true,
  // A gateway that sends it and does not try again without it would lose a STOP.
  takesExpect: /^\/v1\/providers\//,
  migrations: MIGRATIONS,
  module: (settings) => ({
    controllers: [
      JournalConsumer,
      MessageStatusConsumer,
      MoReceivedConsumer,
      OptOutChangedConsumer,
      ReadController,
      QuarantinesController,
      ProvidersController,
      PersonsController,
      RepliesController,
      UnreadRepliesController,
      UnsubscribeController,
    ],
    providers: [
      { provide: HOME_COUNTRY, useValue: settings.HOME_COUNTRY },
      { provide: ATTRIBUTION_HORIZON_MS, useValue: settings.ATTRIBUTION_HORIZON_DAYS * DAY_MS },
      { provide: UNDECIDED_DEADLINE_MS, useValue: settings.UNDECIDED_REPLY_DEADLINE_HOURS * HOUR_MS },
      { provide: PROVIDERS, useValue: providersOf(settings).providers },
      {
        provide: RECEIPT_ID_FORMS,
        useValue: new Map(
          providersOf(settings).providers.map(({ name, receiptId }) => [name, receiptId]),
        ) satisfies ReceiptIdForms,
      },
      { provide: WEBHOOK_ACCESS, useValue: webhookAccess(settings) },
      {
        provide: SWEEP_SETTINGS,
        useValue: {
          everyMs: settings.SWEEP_MS,
          partsWaitMs: settings.PARTS_WAIT_MS,
          unknownWaitMs: settings.UNKNOWN_WAIT_MS,
        } satisfies SweepSettings,
      },
      AcceptMo,
      AcceptReceipts,
      CountUnread,
      DecideOverdue,
      DecideUnread,
      EndQuarantine,
      EraseRecipients,
      FindVisitor,
      InboundMoMetrics,
      FindCircumstances,
      JoinParts,
      JoinUnknown,
      KeepQuarantines,
      ListQuarantines,
      ListReplies,
      ListUnread,
      FindReplies,
      ProviderTerms,
      Purge,
      QueueUnread,
      ReadReplies,
      RecogniseRetries,
      RecordSends,
      ReopenLinks,
      SelectFailures,
      SendLedger,
      SettleReceipts,
      SettleUnread,
      SmppReceivers,
      StoreReplies,
      Sweep,
      UnreadableLinks,
      Unsubscribe,
      UnsubscribeTokens,
    ],
  }),
  beforeClose: (service) => service.get(SmppReceivers).close(),
});

function webhookAccess(settings: Settings): WebhookAccess {
  return {
    providers: new Map(providersOf(settings).providers.map(({ name, webhook }) => [name, webhook])),
    limit: new RateLimit(settings.WEBHOOK_RATE_PER_SECOND),
    // An operator signs by the real time, whatever hour STOPSMS_CLOCK shows.
    clock: new SystemClock(),
  };
}
