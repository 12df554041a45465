import { SERVICES } from '@stopsms/contracts';
import type { RunningStack } from '@stopsms/local-stack';
import { eventually } from '@stopsms/testing';
import { giveUpOne } from './a-dead-letter';
import { type Clients, NOT_KEPT, clientsOf, documentOf } from './clients';
import { deliverHalf } from './half-a-text';
import { unsubscribeToken } from './unsubscribe-token';
import { type Walked, walkCampaign } from './walk-campaign';
import { walkCompliance } from './walk-compliance';
import { walkEveryones, walkOthers } from './walk-others';
import { walkSuppression } from './walk-suppression';

/** Every operation of every document, as `<service> <operation>`. */
const documented = (): string[] =>
  SERVICES.flatMap((service) =>
    Object.values(documentOf(service).paths).flatMap((path) =>
      Object.values(path).map((operation) => `${service} ${(operation as { operationId: string }).operationId}`),
    ),
  );

/** Needs a system that is read for opt-outs: `apps/suppression/test/sources.core.test.ts` has one. */
const UNSEEN = 'suppression sources_drift';

/** Asks every route of every service, with clients made of the documents. */
export function testAnswers(stackOf: () => RunningStack): void {
  const seen = new Set<string>();
  let clients: Clients;
  let walked: Walked;

  beforeAll(async () => {
    const stack = stackOf();
    for (const { url } of Object.values(stack.services)) {
      await eventually('connections that were closed meanwhile are noticed', () =>
        fetch(`${url}/health/live`, { headers: NOT_KEPT }).then(({ ok }) => ok),
      );
    }
    clients = clientsOf(stack, seen);
    walked = await walkCampaign(clients);
  });

  test('of compliance are as its document says', () => walkCompliance(clients, walked));
  test('of suppression are as its document says', () => walkSuppression(clients, walked));
  test('of dispatcher, inbound-mo and notification are as their documents say', async () =>
    walkOthers(clients, walked, {
      token: await unsubscribeToken(stackOf(), clients, walked),
      half: await deliverHalf(stackOf()),
    }));
  test('that all services have are as their documents say', async () => {
    await giveUpOne(stackOf());
    await walkEveryones(clients);
  });

  test('covers every route', () =>
    expect([...seen].sort()).toEqual(
      documented()
        .filter((operation) => operation !== UNSEEN)
        .sort(),
    ));

  test.each([
    { it: 'of no route', path: '/v2/campaigns', method: 'GET', status: 404, code: 'no-such-route' },
    { it: 'by another method', path: '/v1/campaigns', method: 'DELETE', status: 405, code: 'method-not-allowed' },
    { it: 'with broken JSON', path: '/v1/campaigns', method: 'POST', body: '{', status: 400, code: 'not-json' },
    { it: 'that cannot be decoded', path: '/v1/campaigns/%E0', method: 'GET', status: 400, code: 'address-unreadable' },
    {
      it: 'as a form',
      path: '/v1/campaigns',
      method: 'POST',
      body: 'a=b',
      type: 'application/x-www-form-urlencoded',
      status: 415,
      code: 'content-type-unknown',
    },
    {
      it: 'with 11 MB',
      path: '/v1/campaigns',
      method: 'POST',
      body: JSON.stringify('x'.repeat(11 * 1_048_576)),
      status: 413,
      code: 'body-too-large',
    },
  ])('are problems for a request $it', async ({ path, method, body, type = 'application/json', status, code }) => {
    const response = await fetch(stackOf().services.campaign.url + path, {
      method,
      headers: { ...NOT_KEPT, ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body }),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await response.json()).toMatchObject({ type: `urn:stopsms:problem:${code}`, code, status });
  });
}
