import {
  IconAddressBook,
  IconBuildingStore,
  IconCertificate,
  IconChartBar,
  IconMessages,
  IconSend,
} from '@tabler/icons-react';
import type { Screen } from '../design/screen';
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
    path: '/campaigns/new',
    title: 'marketer:campaigns.create',
    roles: ROLES,
    load: async () => (await import('./draft/NewCampaignPage')).NewCampaignPage,
  },
  {
    path: '/campaigns/$id/draft',
    title: 'marketer:draft.title',
    roles: ROLES,
    load: async () => (await import('./draft/DraftPage')).DraftPage,
  },
  {
    path: '/campaigns/compare',
    title: 'campaigns:compare.title',
    roles: ROLES,
    load: async () => (await import('./report/ComparePage')).ComparePage,
  },
  {
    path: '/campaigns/$id/report',
    title: 'campaigns:report.title',
    roles: ROLES,
    load: async () => (await import('./report/ReportPage')).ReportPage,
  },
  {
    path: '/campaigns/$id',
    title: 'marketer:campaign.title',
    roles: ROLES,
    load: async () => (await import('./campaigns/CampaignPage')).CampaignPage,
  },
  {
    path: '/address-books',
    title: 'marketer:books.title',
    roles: ROLES,
    menu: { icon: IconAddressBook },
    load: async () => (await import('./books/BooksPage')).BooksPage,
  },
  {
    path: '/address-books/$id',
    title: 'marketer:book.title',
    roles: ROLES,
    load: async () => (await import('./books/BookPage')).BookPage,
  },
  {
    path: '/imports/$id',
    title: 'marketer:import.title',
    roles: ROLES,
    load: async () => (await import('./books/ImportPage')).ImportPage,
  },
  {
    path: '/consents',
    title: 'administrator:consents.title',
    roles: ROLES,
    menu: { icon: IconCertificate },
    load: async () => (await import('./consents/ConsentsPage')).ConsentsPage,
  },
  {
    path: '/replies',
    title: 'marketer:replies.title',
    roles: ROLES,
    menu: { icon: IconMessages },
    load: async () => (await import('./replies/RepliesPage')).RepliesPage,
  },
  {
    path: '/statistics',
    title: 'marketer:statistics.title',
    roles: ROLES,
    menu: { icon: IconChartBar },
    load: async () => (await import('./statistics/StatisticsPage')).StatisticsPage,
  },
];

/** Listed behind the pages of every other person: whoever may pause an advertiser finds it there. */
export const advertiserScreens: readonly Screen[] = [
  {
    path: '/advertisers',
    title: 'marketer:advertisers.title',
    roles: [...ROLES, 'reviewer', 'auditor', 'operator'],
    menu: { icon: IconBuildingStore },
    load: async () => (await import('./advertisers/AdvertisersPage')).AdvertisersPage,
  },
  {
    path: '/advertisers/$id/enforcement',
    title: 'marketer:enforcement.title',
    roles: ROLES,
    load: async () => (await import('./enforcement/EnforcementPage')).EnforcementPage,
  },
];
