import { IconAlertOctagon, IconChecklist, IconMessageQuestion } from '@tabler/icons-react';
import type { Screen } from '../design/screen';
import type { Role } from '../session/session';

/** Loaded later than the first page. */
const lists = () => import('./queue/load-open');
const DECIDE: readonly Role[] = ['reviewer', 'admin'];
const ROLES: readonly Role[] = ['reviewer', 'auditor', 'admin'];

export const reviewerScreens: readonly Screen[] = [
  {
    path: '/reviews',
    title: 'reviewer:texts.title',
    roles: ROLES,
    menu: { icon: IconChecklist },
    waiting: {
      question: ['reviews', 'open'],
      load: async (signal) => (await lists()).loadOpenReviews(signal),
      roles: DECIDE,
    },
    load: async () => (await import('./texts/ReviewsPage')).ReviewsPage,
  },
  {
    path: '/unclassified-replies',
    title: 'reviewer:replies.title',
    roles: ['reviewer', 'admin'],
    menu: { icon: IconMessageQuestion },
    waiting: {
      question: ['unclassified', 'open'],
      load: async (signal) => (await lists()).loadOpenReplies(signal),
      roles: DECIDE,
    },
    load: async () => (await import('./replies/UnclassifiedRepliesPage')).UnclassifiedRepliesPage,
  },
  {
    path: '/complaints',
    title: 'reviewer:complaints.title',
    roles: ROLES,
    menu: { icon: IconAlertOctagon },
    // As the first page of the list has it.
    waiting: {
      question: ['complaints', 'unmatched', ''],
      load: async (signal) => (await lists()).loadComplaints('unmatched', undefined, signal),
      roles: DECIDE,
    },
    load: async () => (await import('./complaints/ComplaintsPage')).ComplaintsPage,
  },
];
