export { type AppProcess, startAppProcess } from './app-process';
export { type Certificate, makeCertificate } from './certificate';
export { eventually } from './eventually';
export { startSecureTestKafka, startSecureTestPostgres } from './embedded-parts';
export { firstSight } from './first-sight';
export { type TestOperator, startTestOperator } from './operator';
export { startTestKafka, startTestPostgres } from './parts';
export type { SecureTestKafka, SecureTestPostgres, TestKafka, TestPart, TestPostgres } from './test-part';
