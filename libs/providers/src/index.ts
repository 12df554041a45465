export type { Provider, ProviderBook, Way, WebhookSecrets } from './file/provider';
export {
  plainOperators,
  providerSecrets,
  providerVariables,
  providersOf,
  webhookVariable,
} from './file/provider-variables';
export { readProviders } from './file/read-providers';
