import type { Advertiser } from '@stopsms/contracts';
import { EnforcementLevels } from './enforcement-levels';

const SINCE = Date.parse('2026-08-01T00:00:00Z');
const END = Date.parse('2026-10-30T00:00:00Z');
const observing = (level: 'observe' | 'stop-only') => ({ enforcement: { level, since: SINCE } }) as Advertiser;
const production = new EnforcementLevels({ STOPSMS_MODE: 'production' });

test('observe ends after 90 days in production, to the millisecond', () => {
  expect(production.of(observing('observe'), END - 1)).toEqual({ level: 'observe' });
  expect(production.of(observing('observe'), END)).toEqual({ level: 'observe', isOver: true });
});

test('neither stop-only nor a development account expires, and full enforcement has no row', () => {
  expect(production.of(observing('stop-only'), END * 2)).toEqual({ level: 'stop-only' });
  const development = new EnforcementLevels({ STOPSMS_MODE: 'development' });
  expect(development.of(observing('observe'), END * 2)).toEqual({ level: 'observe' });
  expect(production.of({} as Advertiser, END * 2)).toBeUndefined();
});
