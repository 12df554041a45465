import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Home } from './Home';
import { NotFound } from '../design/NotFound';
import { NotLoaded } from './NotLoaded';
import { ScreenFrame, Waiting } from './ScreenFrame';
import { Shell } from './Shell';
import type { Screen } from '../design/screen';
import { readSearch, writeSearch } from './search';
import { screens } from './screens';

/** After which a screen that is not there yet is shown as one that comes: before that, the one before stays. */
export const PATIENCE_MS = 300;

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });

function pageOf(screen: Screen) {
  const page = createRoute({
    getParentRoute: () => root,
    path: screen.path,
    // Fetched by the router and not by React's `lazy`, which hides what it shows for a third of a second at least.
    loader: () => screen.load(),
    component: () => {
      const Code = page.useLoaderData();
      return (
        <ScreenFrame screen={screen}>
          <Code />
        </ScreenFrame>
      );
    },
    errorComponent: NotLoaded,
  });
  return page;
}

export const router = createRouter({
  routeTree: root.addChildren([home, ...screens.map(pageOf)]),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
  defaultPreload: false,
  defaultPendingComponent: Waiting,
  defaultPendingMs: PATIENCE_MS,
});
