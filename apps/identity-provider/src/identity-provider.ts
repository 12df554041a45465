import { HttpServer } from './http-server';
import { People } from './people';
import { makeProvider } from './provider';
import type { Settings } from './settings';
import { State } from './state';

interface IdentityProvider {
  port: number;
  close(): Promise<void>;
}

/** @throws the error of the socket, e.g. with code EADDRINUSE */
export async function startIdentityProvider(settings: Settings): Promise<IdentityProvider> {
  const state = new State(settings.stateDir);
  const people = new People(state.advertisers() ?? settings.advertisers, (ids) => state.keepAdvertisers(ids));
  const http = new HttpServer(settings, await makeProvider(settings, people, state.signingKey()), people);
  const port = await http.listen(settings.port, settings.host);
  return { port, close: () => http.close() };
}
