import { kinds } from './problem-kind';

/** Problems of the console itself, besides those of the services that it forwards. */
export const consoleProblems = kinds({
  'not-signed-in': {
    status: 401,
    title: 'Not signed in',
    detail: 'There is no session, or it has ended. Sign in.',
  },
  'session-elsewhere': {
    status: 401,
    title: 'Session used from another browser or network',
    detail: 'This session was started in another browser or network, so it was ended. Sign in again.',
  },
  'csrf-token-wrong': {
    status: 403,
    title: 'Invalid CSRF token',
    detail: 'x-csrf-token does not match this session. Read it with GET /session. Nothing was changed.',
  },
  'upgrade-refused': {
    status: 400,
    title: 'Protocol upgrade not supported',
    detail: 'The console supports HTTP only. Live updates use server-sent events.',
  },
  'service-away': {
    status: 503,
    title: 'Service does not respond',
    detail:
      'campaign does not respond (ECONNREFUSED). The request may have been processed: check before you try again.',
  },
  'service-silent': {
    status: 504,
    title: 'Service timeout',
    detail: 'campaign did not respond for 120 s. The request may have been processed: check before you try again.',
  },
  'provider-away': {
    status: 503,
    title: 'Identity provider unavailable',
    detail: 'Your sign-in must be renewed, but the identity provider does not respond. You stay signed in. Try again.',
  },
  'alerts-unknown': {
    status: 503,
    title: 'Alerts unavailable',
    detail: 'Alerts cannot be read from PROMETHEUS_URL: no response.',
  },
});
