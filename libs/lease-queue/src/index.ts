export { LeaseQueue, type Leased } from './lease-queue';
export { afterFailure, retryDelayMs } from './retry-delay';
