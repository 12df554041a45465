import { kinds } from './problem-kind';

/** What the console answers to the browser application, beside what the services answer through it. */
export const consoleProblems = kinds({
  'not-signed-in': {
    status: 401,
    title: 'Nobody is signed in',
    detail: 'Nobody is signed in here, or the session is over. Sign in.',
  },
  'session-elsewhere': {
    status: 401,
    title: 'The session is used from elsewhere',
    detail: 'This session was begun in another browser or network, so it is ended. Sign in again.',
  },
  'csrf-token-wrong': {
    status: 403,
    title: 'The request does not come from a page of the console',
    detail: 'x-csrf-token is not that of this session: GET /session tells it. Nothing was done.',
  },
  'upgrade-refused': {
    status: 400,
    title: 'The connection is not turned into another protocol',
    detail: 'The console speaks HTTP alone. What goes on is told by server-sent events.',
  },
  'service-away': {
    status: 503,
    title: 'The service does not answer',
    detail:
      'campaign does not answer (ECONNREFUSED). Whether something was done is not known; look before you try again.',
  },
  'service-silent': {
    status: 504,
    title: 'The service takes too long',
    detail: 'campaign said nothing for 120 s. Whether something was done is not known; look before you try again.',
  },
  'provider-away': {
    status: 503,
    title: 'The identity provider is away',
    detail: 'Your sign-in has to be renewed and the identity provider does not answer. You stay signed in; try again.',
  },
  'alerts-unknown': {
    status: 503,
    title: 'What fires is not known',
    detail: 'What fires is not known: PROMETHEUS_URL is asked, and it says nothing.',
  },
});
