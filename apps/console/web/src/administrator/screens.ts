import type { Screen } from '../design/screen';
import type { Role } from '../session/session';

/** Roles that read the settings of an advertiser; each button asks for its own. */
const EVERYBODY: readonly Role[] = ['admin', 'operator', 'reviewer', 'auditor', 'marketer'];

export const administratorScreens: readonly Screen[] = [
  {
    path: '/advertisers/new',
    title: 'administrator:create.title',
    roles: ['admin'],
    load: async () => (await import('./advertisers/NewAdvertiserPage')).NewAdvertiserPage,
  },
  {
    path: '/advertisers/$id',
    title: 'administrator:advertiser.title',
    roles: EVERYBODY,
    load: async () => (await import('./advertisers/AdvertiserPage')).AdvertiserPage,
  },
];
