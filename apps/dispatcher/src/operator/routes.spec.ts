import { Routes } from './routes';

const [ovh, sinch, local] = [{ name: 'ovh' }, { name: 'sinch' }, { name: 'local' }];
const routes = new Routes({ FR: ['sinch', 'ovh'], US: ['local'], '*': ['ovh'] }, [ovh, sinch, local]);

test.each([
  { it: 'in the order of the route, not of the list', region: 'FR', asked: [sinch, ovh] },
  { it: 'of a country of its own', region: 'US', asked: [local] },
  { it: 'of the rest', region: 'DE', asked: [ovh] },
  { it: 'of an overseas region, which is no part of FR', region: 'MQ', asked: [ovh] },
  { it: 'of a number without a region', region: '', asked: [ovh] },
])('uses the providers $it', ({ region, asked }) => {
  expect(routes.of({ region })).toEqual(asked);
});

test.each([
  { it: 'the enabled one of the route, in its order', region: 'FR', enabled: ['ovh', 'local'], asked: [ovh] },
  { it: 'nobody, if only operators of other routes are enabled', region: 'FR', enabled: ['local'], asked: [] },
])('submits for a sender with enabled operators through $it', ({ region, enabled, asked }) => {
  expect(routes.of({ region, enabled })).toEqual(asked);
});
