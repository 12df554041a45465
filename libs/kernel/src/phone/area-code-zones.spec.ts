import { areaCodeZones } from './area-code-zones';

test.each([
  ['New York', '+12125550123', ['America/New_York']],
  ['Los Angeles, whose exchanges are listed one by one', '+13105550123', ['America/Los_Angeles']],
  ['Chicago', '+13125550123', ['America/Chicago']],
  ['Phoenix', '+14805550123', ['America/Phoenix']],
  ['Honolulu', '+18085550123', ['Pacific/Honolulu']],
  ['Toronto', '+14165550123', ['America/Toronto']],
  ['Regina', '+13065550123', ['America/Regina']],
])('%s has the zones of its area code', (_, e164, zones) => {
  expect(areaCodeZones(e164)).toEqual(zones);
});

test.each([
  ['Alaska', '+19075550123', ['America/Adak', 'America/Anchorage']],
  ['Newfoundland and Labrador', '+17095550123', ['America/St_Johns']],
  ['the Florida panhandle', '+18505550123', ['America/Chicago', 'America/New_York']],
  ['Idaho', '+12085550123', ['America/Denver', 'America/Los_Angeles']],
  ['the north of Michigan', '+19065550123', ['America/Chicago', 'America/New_York']],
])('%s has every zone of its area code', (_, e164, zones) => {
  expect(areaCodeZones(e164)).toEqual(expect.arrayContaining(zones));
  expect(areaCodeZones(e164)!.length).toBeGreaterThan(1);
});

test.each([
  ['a toll-free number', '+18005550123'],
  ['a personal number', '+15005550123'],
  ['a number of nowhere', '+16005550123'],
  ['a French number', '+33639980001'],
  ['a Spanish number', '+34612345678'],
  ['a number that is too short', '+1212555012'],
  ['a number that is too long', '+121255501234'],
  ['no number', ''],
])('%s has no zone', (_, e164) => {
  expect(areaCodeZones(e164)).toBeUndefined();
});

test('every zone is one the engine knows, and the same area code gives the same array', () => {
  const found = Array.from({ length: 800 }, (_, index) => areaCodeZones(`+1${200 + index}5550123`));
  const zones = new Set(found.flatMap((each) => each ?? []));
  expect(zones.size).toBeGreaterThan(30);
  for (const timeZone of zones) expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow();
  expect(areaCodeZones('+12125550123')).toBe(areaCodeZones('+12125550199'));
});
