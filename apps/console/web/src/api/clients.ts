import type { Services } from '@stopsms/clients';
import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { csrfToken, doubtSession, sessionIsOver } from './session-state';

/** Says that the call is this page's own: another site can make a browser send the cookie, but not this header. */
export const ownCall: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('x-csrf-token', csrfToken());
    return request;
  },
  onResponse({ request, response }) {
    if (response.status === 401) sessionIsOver();
    // The token may be of a session that another tab has replaced.
    if (response.status === 403 && request.method !== 'GET') doubtSession();
  },
};

function client<Name extends keyof Services>(service: Name): Client<Services[Name]> {
  const made = createClient<Services[Name]>({ baseUrl: `/api/${service}` });
  made.use(ownCall);
  return made;
}

/** The routes of each service as its OpenAPI document has them, by way of the console's server: `api.campaign.GET('/v1/campaigns')`. */
export const api = {
  campaign: client('campaign'),
  compliance: client('compliance'),
  dispatcher: client('dispatcher'),
  gateway: client('gateway'),
  'inbound-mo': client('inbound-mo'),
  notification: client('notification'),
  suppression: client('suppression'),
};
