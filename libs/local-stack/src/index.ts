export { type ClusterNetwork, KafkaCluster } from './cluster/kafka-cluster';
export { type Exit } from './daemon';
export { type KafkaOptions, type LocalKafka, startKafka } from './kafka-broker';
export { fetchJars } from './kafka-jars';
export { type SecureListeners } from './kafka-listeners';
export { findJasmin, jasminVersion } from './jasmin/installed';
export { type Jasmin, type JasminConnector, startJasmin } from './jasmin/jasmin';
export { type Kannel, type KannelOptions, type KannelStore, kannelVersion, startKannel } from './kannel';
export { LocalStackError, type LocalStackErrorCode } from './local-stack-error';
export { endOf, type Part } from './part';
export { residentBytes } from './resident-bytes';
export { plainMessages } from './plain-messages';
export { freePort } from './ports';
export { type LocalPostgres, type PostgresOptions, type ServerCertificate, startPostgres } from './postgres-server';
export { type LocalService, type ServiceOptions, startService } from './service-process';
export {
  freeStackConfiguration,
  freeStackPorts,
  readStackConfiguration,
  type StackConfiguration,
  type StackPorts,
} from './stack/configuration';
export { lawfulClock } from './stack/lawful-clock';
export { DATABASE, type RunningStack, type StackOptions, startStack } from './stack/start-stack';
export { providerEntry, providerEnv, traitsOf, vendorEnv, vendorNamed } from './stack/vendor';
export { workspaceRoot } from './workspace';
