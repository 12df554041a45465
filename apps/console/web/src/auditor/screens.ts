import {
  IconArrowsExchange,
  IconBan,
  IconEraser,
  IconHistory,
  IconShieldCheck,
  IconUserSearch,
} from '@tabler/icons-react';
import type { Screen } from '../design/screen';
import type { Role } from '../session/session';

const ROLES: readonly Role[] = ['auditor', 'admin'];

export const auditorScreens: readonly Screen[] = [
  {
    path: '/persons',
    title: 'auditor:person.title',
    roles: ROLES,
    menu: { icon: IconUserSearch },
    load: async () => (await import('./persons/PersonPage')).PersonPage,
  },
  {
    path: '/proofs/$id',
    title: 'auditor:proof.title',
    roles: [...ROLES, 'marketer'],
    load: async () => (await import('./proofs/ProofPage')).ProofPage,
  },
  {
    path: '/check',
    title: 'auditor:check.title',
    roles: [...ROLES, 'marketer'],
    menu: { icon: IconShieldCheck },
    load: async () => (await import('./check/CheckPage')).CheckPage,
  },
  {
    path: '/opt-outs',
    title: 'administrator:optOuts.title',
    roles: ROLES,
    menu: { icon: IconBan },
    load: async () => (await import('./opt-outs/OptOutsPage')).OptOutsPage,
  },
  {
    path: '/erasures',
    title: 'auditor:erasures.title',
    roles: ROLES,
    menu: { icon: IconEraser },
    load: async () => (await import('./erasures/ErasuresPage')).ErasuresPage,
  },
  {
    path: '/opt-out-sources',
    title: 'auditor:sources.title',
    roles: ROLES,
    menu: { icon: IconArrowsExchange },
    load: async () => (await import('./sources/SourcesPage')).SourcesPage,
  },
  {
    path: '/audit',
    title: 'auditor:audit.title',
    roles: ROLES,
    menu: { icon: IconHistory },
    load: async () => (await import('./audit/AuditPage')).AuditPage,
  },
];
