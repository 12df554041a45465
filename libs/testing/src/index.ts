export { ForeignEsme, type ForeignText } from './jsmpp/foreign-esme';
export { type ForeignDelivery, ForeignSmsc } from './jsmpp/foreign-smsc';
export {
  type AppProcess,
  type Certificate,
  FakeProvider,
  type ProviderKey,
  type SecureTestKafka,
  type SecureTestPostgres,
  type TestKafka,
  type TestDatabase,
  type TestOperator,
  type TestPart,
  type TestPostgres,
  type TestVendor,
  TestVendors,
  eventually,
  freePort,
  makeCertificate,
  makeProviderKey,
  makeTestDatabase,
  startAppProcess,
  startSecureTestKafka,
  startSecureTestPostgres,
  startTestKafka,
  startTestOperator,
  startTestPostgres,
} from '@stopsms/test-parts';
export { type Ground, type OwnPart, layGround } from './bed/ground';
export { PlainClient, type Seen, type Sent } from './bed/plain-client';
export { type BedPlan, CHAIN, TestBed, isReady, keys, layBed, nextKeys, pseudonyms } from './bed/test-bed';
export { anAdvertiser } from './bed/advertiser';
export { type ApiDocument, type AskedRequest, type GivenAnswer, checkAnswer } from './check-answer';
export { type FuzzPlan, type FuzzSchema, arbitraryOf, wildValue } from './fuzz/arbitrary-of';
export { oneFault } from './fuzz/one-fault';
export { type CatalogueRow, metricCatalogue, metricsShown } from './metric-catalogue';
export type { CollectedSpan } from './read-spans';
export { OtlpReceiver } from './otlp-receiver';
export type { CollectedLog, CollectedMetric } from './read-telemetry';
export { type RawAnswer, RawConnection } from './raw-http/raw-connection';
export { SMUGGLING_FORMS, type SmugglingForm, type SmugglingParts } from './raw-http/smuggling-forms';
export { hostileBatch } from './raw-kafka/hostile-batch';
export { type RawBatch, rawBatch, rawRecord } from './raw-kafka/raw-batch';
export { RawProducer } from './raw-kafka/raw-producer';
export { type Call, Receiver } from './receiver';
