export { AdvertisersFollower } from '@stopsms/service-kit';
