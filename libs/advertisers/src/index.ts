export { AdvertiserDirectory, type AdvertiserKey } from './advertiser-directory';
export { AdvertisersFollower } from './advertisers-follower';
export type { SharedAccount } from './legal-entities';
export { ownsSender, providersOf, registrationOf, sendersOf } from './owns-sender';
