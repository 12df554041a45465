export { AdvertiserDirectory } from './advertisers/advertiser-directory';
export { AdvertisersFollower } from './advertisers/advertisers-follower';
export { ConfigurationError, loadConfig } from './config';
export { type Check, Readiness } from './health/readiness';
export { Problem } from './http/problem';
export { LOG, type Log, createLog } from './log';
export { Metrics } from './metrics';
export { runService } from './run';
export { type RunningService, type ServiceDefinition, defineService, startService } from './service';
