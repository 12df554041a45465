import { Bed } from './bed';
import type { Page } from './browser';

const codeOf = ({ text }: Page): unknown => (JSON.parse(text) as { code?: unknown }).code;

describe('firing alerts', () => {
  let bed: Bed;
  beforeAll(async () => (bed = await Bed.make()));
  afterAll(() => bed.close());
  const alert = (alertname: string, severity: string, state: string, activeAt: string, ours = true) => ({
    labels: { alertname, severity },
    annotations: { summary: `${alertname}!`, ...(ours && { runbook_url: `docs/runbooks/${alertname}.md` }) },
    state,
    activeAt,
    value: '1e+00',
  });
  const answering = (status: number, body: string) =>
    bed.service.on('/api/v1/alerts', (_request, response) => response.writeHead(status).end(body));
  const alertsFor = async (person: string) => (await bed.signIn(person)).browser.ask(`${bed.console.url}/alerts`);

  it('are shown to operators, pages first, and none of other systems', async () => {
    const alerts = [
      alert('ProofsUnsealed', 'ticket', 'firing', '2026-11-25T08:00:00Z'),
      alert('StopSlow', 'page', 'pending', '2026-11-25T09:30:00.123456789Z'),
      alert('DiskFull', 'page', 'firing', '2026-11-25T09:00:00Z', false),
      alert('GuaranteeViolated', 'page', 'firing', '2026-11-25T09:00:00Z'),
    ];
    answering(200, JSON.stringify({ status: 'success', data: { alerts } }));
    for (const person of ['otto', 'ada']) {
      const { items } = JSON.parse((await alertsFor(person)).text) as { items: { name: string }[] };
      expect(items.map(({ name }) => name)).toEqual(['GuaranteeViolated', 'ProofsUnsealed', 'StopSlow']);
      expect(items[0]).toEqual({
        name: 'GuaranteeViolated',
        severity: 'page',
        state: 'firing',
        since: '2026-11-25T09:00:00Z',
        summary: 'GuaranteeViolated!',
        description: '',
      });
    }
  });

  test.each(['rita', 'aude', 'mark'])('are not shown to %s', async (person) => {
    const answer = await alertsFor(person);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'not-permitted']);
  });

  test.each([
    ['an error', 500, '{}'],
    ['no JSON', 200, '<html>'],
    ['JSON of something else', 200, '{"data": []}'],
  ])('are unknown if the response is %s', async (_, status, body) => {
    answering(status, body);
    const answer = await alertsFor('otto');
    expect([answer.status, codeOf(answer)]).toEqual([503, 'alerts-unknown']);
  });
});
