import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { lazy } from 'react';
import { Home } from './Home';
import { NotFound } from './NotFound';
import { ScreenFrame } from './ScreenFrame';
import { Shell } from './Shell';
import { readSearch, writeSearch } from './search';
import { screens } from './screens';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });
const pages = screens.map((screen) => {
  const Page = lazy(async () => ({ default: await screen.load() }));
  return createRoute({
    getParentRoute: () => root,
    path: screen.path,
    // While it is asked who is there.
    loader: () => void screen.load(),
    component: () => (
      <ScreenFrame screen={screen}>
        <Page />
      </ScreenFrame>
    ),
  });
});

export const router = createRouter({
  routeTree: root.addChildren([home, ...pages]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
  defaultPreload: false,
});
