import { AppShell, Burger, Center, Group, Loader, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemView } from '../design/ProblemView';
import { pendingDecisions } from '../reviewer/queue/pending-decisions';
import { SignInPage } from './SignInPage';
import { SessionContext, useAskSession } from '../session/session';
import { Logo } from './Logo';
import { PersonMenu } from './PersonMenu';
import { menuOf } from './screens';
import { Shortcuts } from './Shortcuts';

const MenuCount = lazy(async () => ({ default: (await import('./MenuCount')).MenuCount }));

/** Frame of every page. A person who is not signed in gets the sign-in page, and comes back to the same URL. */
export function Shell() {
  const session = useAskSession();
  if (session.isPending) return <Wait />;
  if (session.data === undefined) return <ProblemView error={session.error} retry={() => void session.refetch()} />;
  if (session.data === null) return <SignInPage />;
  return (
    // Nothing of one person's page stays for another who has signed in meanwhile in another tab.
    <SessionContext key={session.data.id} value={session.data}>
      <Frame />
    </SessionContext>
  );
}

function Frame() {
  const { t } = useTranslation('app');
  const [isOpen, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const burger = useRef<HTMLButtonElement>(null);
  const last = useRef(pathname);
  // Nobody sends what another person decided; the items wait as before.
  useEffect(() => () => pendingDecisions.drop(), []);
  // A new screen is read from its beginning by those who do not see it.
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    close();
    main.current?.focus({ preventScroll: true });
  }, [pathname, close]);
  useEffect(() => {
    if (!isOpen) return;
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      close();
      burger.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOpen, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 240, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              ref={burger}
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? t('closeMenu') : t('openMenu')}
              aria-expanded={isOpen}
            />
            <Link to="/" className="home">
              <Logo />
              <Text fw={700} size="lg" component="span">
                {t('product')}
              </Text>
            </Link>
          </Group>
          <Group gap={4} wrap="nowrap">
            <Shortcuts />
            <PersonMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" component="nav" aria-label={t('menu')} style={{ overflowY: 'auto' }}>
        <Menu pathname={pathname} close={close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Menu({ pathname, close }: { pathname: string; close: () => void }) {
  const { roles } = SessionContext.use();
  const items = menuOf(roles);
  const { t } = useTranslation('app');
  return items.map(({ path, title, waiting, menu: { icon: Icon } }) => (
    <NavLink
      key={path}
      component={Link}
      to={path}
      label={t(title)}
      leftSection={<Icon size={18} aria-hidden />}
      rightSection={
        waiting?.roles.some((role) => roles.includes(role)) === true ? (
          <Suspense>
            <MenuCount waiting={waiting} />
          </Suspense>
        ) : undefined
      }
      active={pathname === path || pathname.startsWith(`${path}/`)}
      aria-current={pathname === path ? 'page' : undefined}
      onClick={close}
      variant="light"
    />
  ));
}

function Wait() {
  return (
    <Center mih="60vh">
      <Loader />
    </Center>
  );
}
