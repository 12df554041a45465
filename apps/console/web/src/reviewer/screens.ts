import { IconAlertOctagon, IconChecklist, IconMessageQuestion } from '@tabler/icons-react';
import type { Screen } from '../design/screen';
import type { Role } from '../session/session';

const ROLES: readonly Role[] = ['reviewer', 'auditor', 'admin'];

export const reviewerScreens: readonly Screen[] = [
  {
    path: '/reviews',
    title: 'reviewer:texts.title',
    roles: ROLES,
    menu: { icon: IconChecklist },
    load: async () => (await import('./texts/ReviewsPage')).ReviewsPage,
  },
  {
    path: '/unclassified-replies',
    title: 'reviewer:replies.title',
    roles: ['reviewer', 'admin'],
    menu: { icon: IconMessageQuestion },
    load: async () => (await import('./replies/UnclassifiedRepliesPage')).UnclassifiedRepliesPage,
  },
  {
    path: '/complaints',
    title: 'reviewer:complaints.title',
    roles: ROLES,
    menu: { icon: IconAlertOctagon },
    load: async () => (await import('./complaints/ComplaintsPage')).ComplaintsPage,
  },
];
