import type { QueryKey } from '@tanstack/react-query';
import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Role } from '../session/session';

/** One page of one person. A person's folder lists its own in `screens.ts`; the router and the navigation are made of the lists. */
export interface Screen {
  /** Path in the syntax of TanStack Router: `/campaigns/$id`. */
  path: string;
  /** Key of its name, with its file of `i18n`: `marketer:campaigns.title`. The browser's title too. */
  title: string;
  /** Roles that may open it. Services decide again what each role gets; here it is only not offered. */
  roles: readonly Role[];
  /** Absent where one comes from another screen. */
  menu?: { icon: Icon };
  /** Items that wait for the person there, whose number the menu shows. */
  waiting?: {
    question: QueryKey;
    load: (signal: AbortSignal) => Promise<{ items: readonly { id: string }[]; nextCursor?: string | undefined }>;
    /** Roles that decide on them. */
    roles: readonly Role[];
  };
  /** Its component is loaded when it is opened, with all that it imports. */
  load: () => Promise<ComponentType>;
}
