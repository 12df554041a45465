export {
  type Acceptance,
  type Adapter,
  type AdapterSettings,
  type Capabilities,
  type FinalMessage,
  type LookupResult,
  REFUSAL_CLASSES,
  type Refusal,
  type RefusalClass,
  type Submission,
  type SubmissionResult,
  type VendorAnswer,
  type VendorRequest,
} from './contract/adapter';
export {
  type CallbackRequest,
  type CallbackSource,
  type Callbacks,
  type ParsedCallback,
  type Receipt as ProviderReceipt,
  type Reply as ProviderReply,
  SIGNED,
  type Skipped,
  callbackPath,
} from './contract/callbacks';
export type { Inbox, InboxPage } from './contract/inbox';
export { type AnyVendor, type Vendor } from './contract/vendor';
export type { VendorWord, VendorWords } from './contract/vendor-words';
export { type CallResult, HttpCall, type HttpCallSettings } from './http/http-call';
export { AnswerFault, FAULT_CODES, type FaultCode, readAnswer, readShape } from './http/read-answer';
export { type BatchResult, VendorClient } from './http/vendor-client';
export type { ListedNumber, ListPage, Push, PushOutcome, PushStep } from './sources/source-vendor';
export { type OptOutSource, readSources } from './sources/sources-file';
export { SOURCE_VENDORS } from './sources/vendors';
export { VENDORS } from './vendors';
export {
  type HttpProvider,
  type Provider,
  type ProviderBook,
  type SmppProvider,
  type Way,
  type WebhookSecrets,
  bindsReceiver,
} from './file/provider';
export {
  plainOperators,
  providerSecrets,
  providerVariables,
  providersOf,
  webhookVariable,
} from './file/provider-variables';
export { readProviders } from './file/read-providers';
export { type Complain, readText, secretIn } from './file/secret-in';
