import { defineService } from '@stopsms/bootstrap';
import { RateLimit } from '@stopsms/http';
import { SystemClock } from '@stopsms/kernel';
import { plainOperators, providerSecrets, providersOf } from '@stopsms/smpp';
import { SendLedger } from './receipts/send-ledger';
import { SmppReceivers } from './receiving/smpp-receivers';
import { UnsubscribeTokens } from './links/unsubscribe-tokens';
import { JournalConsumer } from './consumes/dispatcher.journal.v1';
import { MessageStatusConsumer } from './consumes/dispatcher.message-status.v1';
import { MoReceivedConsumer } from './consumes/inbound-mo.received.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import { PersonsController } from './recipients/persons.controller';
import { ProvidersController } from './receiving/providers.controller';
import { QuarantinesController } from './quarantine/quarantines.controller';
import { ReadController } from './reading/read.controller';
import { RepliesController } from './replies/replies.controller';
import { UnreadRepliesController } from './replies/unclassified/unclassified-replies.controller';
import { UnreadableLinks } from './unsubscribe/unreadable-links';
import { UnsubscribeController } from './unsubscribe/unsubscribe.controller';
import { WEBHOOK_ACCESS, type WebhookAccess } from './receiving/webhook.guard';
import { MIGRATIONS } from './migrations';
import { InboundMoMetrics } from './inbound-mo-metrics';
import { AcceptMo } from './receiving/accept-mo';
import { AcceptReceipts, RECEIPT_ID_FORMS, type ReceiptIdForms } from './receipts/accept-receipts';
import { EraseRecipients } from './recipients/erase-recipients';
import { FindVisitor } from './unsubscribe/find-visitor';
import { FindCircumstances } from './replies/find-circumstances';
import { JoinParts } from './replies/join-parts';
import { JoinUnknown } from './receipts/join-unknown';
import { ListReplies } from './replies/list-replies';
import { PROVIDERS, ProviderTerms } from './providers/provider-terms';
import { Purge } from './jobs/purge';
import { EndQuarantine } from './quarantine/end-quarantine';
import { KeepQuarantines } from './quarantine/keep-quarantines';
import { ListQuarantines } from './quarantine/list-quarantines';
import { ATTRIBUTION_HORIZON_MS, ReadReplies } from './replies/read-replies';
import { RecordSends } from './receipts/record-sends';
import { RecogniseRetries } from './replies/recognise-retries';
import { ReopenLinks } from './links/reopen-links';
import { HOME_COUNTRY } from './providers/sender-number';
import { SelectFailures } from './receipts/select-failures';
import { SettleReceipts } from './receipts/settle-receipts';
import { StoreReplies } from './replies/store-replies';
import { SWEEP_SETTINGS, Sweep, type SweepSettings } from './jobs/sweep';
import { CountUnread } from './replies/unclassified/count-unclassified';
import { DecideOverdue } from './replies/unclassified/decide-overdue';
import { DecideUnread } from './replies/unclassified/decide-unclassified';
import { FindReplies } from './recipients/find-replies';
import { ListUnread, UNDECIDED_DEADLINE_MS } from './replies/unclassified/list-unclassified';
import { QueueUnread } from './replies/unclassified/queue-unclassified';
import { SettleUnread } from './replies/unclassified/settle-unclassified';
import { Unsubscribe } from './unsubscribe/unsubscribe';
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
