import { Skeleton, Stack } from '@mantine/core';
import { CatchBoundary } from '@tanstack/react-router';
import type { PropsWithChildren } from 'react';
import { useTranslation } from 'react-i18next';
import { NoPermission } from '../design/NoPermission';
import { ProblemView } from '../design/ProblemView';
import { useTitle } from '../design/use-title';
import { useSession } from '../session/session';
import type { Screen } from '../design/screen';
import { maySee } from './screens';

/** Around each screen: its title, whether it is for this person, and what if it breaks. */
export function ScreenFrame({ screen, children }: PropsWithChildren<{ screen: Screen }>) {
  const { roles } = useSession();
  return (
    <CatchBoundary
      getResetKey={() => screen.path}
      errorComponent={({ error, reset }) => <ProblemView error={error} retry={reset} />}
    >
      <ScreenTitle title={screen.title} />
      {maySee(screen, roles) ? children : <NoPermission />}
    </CatchBoundary>
  );
}

function ScreenTitle({ title }: { title: string }) {
  const { t } = useTranslation();
  useTitle(t(title));
  return null;
}

/** While its code comes. */
export function Waiting() {
  return (
    <Stack aria-hidden>
      <Skeleton height={32} width="40%" />
      <Skeleton height={120} />
    </Stack>
  );
}
