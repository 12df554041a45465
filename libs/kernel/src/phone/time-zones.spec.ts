import { timeZonesOf } from './time-zones';

test.each([
  ['FR', ['Europe/Paris']],
  ['GP', ['America/Guadeloupe']],
  ['MQ', ['America/Martinique']],
  ['GF', ['America/Cayenne']],
  ['RE', ['Indian/Reunion']],
  ['YT', ['Indian/Mayotte']],
  ['BL', ['America/St_Barthelemy']],
  ['MF', ['America/Marigot']],
  ['GB', ['Europe/London']],
  ['ES', ['Africa/Ceuta', 'Atlantic/Canary', 'Europe/Madrid']],
])('the zones of %s are known', (region, zones) => {
  expect(timeZonesOf(region)).toEqual(zones);
});

test.each(['XX', '', 'fr', 'FRA', '__proto__'])('the unknown region "%s" has no zone', (region) => {
  expect(timeZonesOf(region)).toEqual([]);
});
