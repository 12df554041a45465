import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import type { Provider } from 'oidc-provider' with { 'resolution-mode': 'import' };
import { PEOPLE, MARKETER, type People } from './people';
import { problemPage, signInPage } from './pages';
import { type Settings, advertiserIds } from './settings';

const IDLE_MS = 75_000;

/** The sign-in page, the switch for Mark's advertisers, and the protocol itself. It has no password: it is for the machine it runs on. */
export class HttpServer {
  private readonly server: Server;

  constructor(settings: Settings, provider: Provider, people: People) {
    const app = express();
    app.use(policy(settings.consoleUrls));
    app.use(ownHost(settings.issuer));
    app.get(['/health/live', '/health/startup', '/health/ready'], (_request, response) => {
      response.json({ status: 'ok' });
    });
    app.use(signIn(provider, people));
    app.use(marketer(people));
    app.use(provider.callback());
    app.use(answerFault);
    // Whoever asks closes what waits, not we: a request could be on its way.
    this.server = createServer({ keepAliveTimeout: IDLE_MS }, app);
  }

  /**
   * Resolves with the port taken.
   * @throws the error of the socket, e.g. with code EADDRINUSE
   */
  async listen(port: number, host: string): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

/** Signing out is a form that sends itself; no other page has a script. */
const SENDS_ITSELF = '/session/end';

function policy(consoleUrls: string[]): RequestHandler {
  const withScripts = (scripts: string) =>
    helmet({
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'unsafe-inline'"],
          scriptSrc: [scripts],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          // Browsers hold a form to this over its redirects too, and the last of them leads to the console.
          formAction: ["'self'", ...consoleUrls],
        },
      },
    });
  const [most, signOut] = [withScripts("'none'"), withScripts("'unsafe-inline'")];
  return (request, response, next) => (request.path === SENDS_ITSELF ? signOut : most)(request, response, next);
}

/** A page elsewhere that has its own name lead to this machine is not answered; probes ask by address. */
function ownHost(issuer: string): RequestHandler {
  const { host } = new URL(issuer);
  return (request, response, next) => {
    if (request.headers.host === host || request.path.startsWith('/health/')) return next();
    response.status(421).type('text').send(`This is ${issuer}; it answers under no other name.\n`);
  };
}

function signIn(provider: Provider, people: People): Router {
  const router = Router();
  const shown = () => PEOPLE.flatMap(({ id }) => people.find(id) ?? []);

  router.get('/sign-in/:uid', async (request, response) => {
    const { uid, prompt } = await provider.interactionDetails(request, response);
    if (prompt.name !== 'login') throw new Error(`The provider asks for ${prompt.name}, which nobody is asked here.`);
    response.set('cache-control', 'no-store').send(signInPage(uid, shown()));
  });

  router.post('/sign-in/:uid', express.urlencoded({ extended: false, limit: '1kb' }), async (request, response) => {
    const { person } = (request.body ?? {}) as { person?: unknown };
    if (typeof person !== 'string' || !people.find(person)) {
      response.status(400).send(problemPage('There is nobody of that name here.'));
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: person } });
  });

  return router;
}

/** `npm start` and tests say for whom Mark acts, once there are advertisers. */
function marketer(people: People): Router {
  const router = Router();
  const path = `/people/${MARKETER}/advertisers`;

  router.get(path, (_request, response) => {
    response.json(people.find(MARKETER)?.advertisers);
  });

  router.put(path, express.json({ limit: '100kb' }), (request, response) => {
    const read = advertiserIds.safeParse(request.body);
    if (!read.success) {
      const wrong = read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`.trim()).join('; ');
      response.status(400).json({ title: 'Bad request', status: 400, detail: `Send a JSON list of ids: ${wrong}` });
      return;
    }
    people.give(read.data);
    response.json(read.data);
  });

  return router;
}

/** express knows an error handler by its four parameters. */
const answerFault: ErrorRequestHandler = (
  error: { status?: number; statusCode?: number },
  _request,
  response,
  _next,
) => {
  const status = error.status ?? error.statusCode ?? 500;
  response.status(status).send(problemPage('This sign-in is over, or was begun in another browser.'));
};
