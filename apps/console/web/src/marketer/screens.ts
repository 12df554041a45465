import { IconAddressBook, IconBuildingStore, IconSend } from '@tabler/icons-react';
import type { Screen } from '../app/screen';
import type { Role } from '../session/session';

const ROLES: readonly Role[] = ['marketer', 'admin'];

export const marketerScreens: readonly Screen[] = [
  {
    path: '/campaigns',
    title: 'marketer:campaigns.title',
    roles: ROLES,
    menu: { icon: IconSend },
    load: async () => (await import('./campaigns/CampaignsPage')).CampaignsPage,
  },
  {
    path: '/address-books',
    title: 'marketer:books.title',
    roles: ROLES,
    menu: { icon: IconAddressBook },
    load: async () => (await import('./books/BooksPage')).BooksPage,
  },
  {
    path: '/advertisers',
    title: 'marketer:advertisers.title',
    roles: ROLES,
    menu: { icon: IconBuildingStore },
    load: async () => (await import('./advertisers/AdvertisersPage')).AdvertisersPage,
  },
];
