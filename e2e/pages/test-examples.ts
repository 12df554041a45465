import type { RunningStack } from '@stopsms/local-stack';
import { eventually } from '@stopsms/testing';
import { portOf } from './default-ports';
import { FIRST_CAMPAIGN, readPage } from './read-page';
import { requestsOf } from './requests';

type Media = { example?: object; examples?: Record<string, { value: object }> };
interface Documented {
  paths: Record<string, { post?: { requestBody?: { content: Record<string, Media> } } }>;
}

/** The documentation of the routes shows what the first campaign sends to them: one test for each request. */
export function testExamples(stackOf: () => RunningStack): void {
  const requests = readPage(FIRST_CAMPAIGN.page, FIRST_CAMPAIGN.under).flatMap(({ command }) => requestsOf(command));

  test.each(requests)('$path shows the request of the first campaign', async ({ port, path, body }) => {
    const address = `http://127.0.0.1:${portOf(stackOf(), port)}/openapi.json`;
    const document = await eventually(`${address} answers`, async () => (await fetch(address)).json());
    expect(examplesOf(document as Documented, path)).toContainEqual(withAnyIds(body));
  });
}

function examplesOf({ paths }: Documented, path: string): unknown[] {
  const { example, examples = {} } =
    paths[path.replace(/\$\w+/, '{id}')]?.post?.requestBody?.content['application/json'] ?? {};
  return [example, ...Object.values(examples).map(({ value }) => value)];
}

/** Any id matches where the page shows the id of an earlier response. */
const withAnyIds = (body: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, String(value).startsWith('$') ? expect.any(String) : value]),
  );
