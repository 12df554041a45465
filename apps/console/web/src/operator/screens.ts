import { IconActivityHeartbeat, IconGavel, IconMailOff } from '@tabler/icons-react';
import type { Screen } from '../design/screen';
import type { Role } from '../session/session';

const ROLES: readonly Role[] = ['operator', 'auditor', 'admin'];

export const operatorScreens: readonly Screen[] = [
  {
    path: '/platform',
    title: 'operator:health.title',
    roles: ROLES,
    menu: { icon: IconActivityHeartbeat },
    load: async () => (await import('./health/HealthPage')).HealthPage,
  },
  {
    path: '/dead-letters',
    title: 'operator:letters.title',
    roles: ROLES,
    menu: { icon: IconMailOff },
    load: async () => (await import('./dead-letters/TopicsPage')).TopicsPage,
  },
  {
    path: '/dead-letters/$service/$topic',
    title: 'operator:letters.title',
    roles: ROLES,
    load: async () => (await import('./dead-letters/LettersPage')).LettersPage,
  },
  {
    path: '/rule-packs',
    title: 'administrator:packs.title',
    roles: ROLES,
    menu: { icon: IconGavel },
    load: async () => (await import('./rules/RulePacksPage')).RulePacksPage,
  },
];
