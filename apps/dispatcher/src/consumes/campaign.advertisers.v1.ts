export { AdvertisersFollower } from '@stopsms/advertisers';
