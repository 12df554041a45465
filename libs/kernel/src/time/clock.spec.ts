import { clockFrom } from './clock';

describe('the clock', () => {
  it('is the machine’s when nothing is set', () => {
    expect(Math.abs(clockFrom(undefined).now() - Date.now())).toBeLessThan(1_000);
  });

  it('starts at the instant given, and runs', () => {
    const shown = clockFrom('2026-03-02T07:00:00Z').now() - Date.parse('2026-03-02T07:00:00Z');
    expect(shown).toBeGreaterThanOrEqual(0);
    expect(shown).toBeLessThan(1_000);
  });

  it('shows the same to processes started one after the other when it is anchored', () => {
    const anchor = new Date(Date.now() - 3_600_000).toISOString();
    const shown = clockFrom(`2026-03-02T07:00:00Z@${anchor}`).now() - Date.parse('2026-03-02T08:00:00Z');
    expect(Math.abs(shown)).toBeLessThan(1_000);
  });

  it.each(['noon', '2026-03-02T07:00:00Z@noon'])('refuses %s, naming the part', (setting) => {
    expect(() => clockFrom(setting)).toThrow('"noon" is not an ISO instant');
  });
});
