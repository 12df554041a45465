// Requests that two readers of HTTP/1.1 read differently, sent to every service and to the console, alone and behind real reverse
// proxies that keep connections and share them. What is real: everything.
import { SERVICES } from '@stopsms/contracts';
import { SMUGGLING_FORMS, type SmugglingForm } from '@stopsms/testing';
import type { Product } from '../product';
import { everyAdvertiser } from './every-advertiser';
import { HIDDEN, sendForm } from './send-form';
import { testColleague } from './test-colleague';

/** Connections to a service at a time. */
const AT_ONCE = 16;

/** Sends every form to every service, and to the console where a colleague is at work. */
export function testSmuggling(of: () => Product): void {
  let before: string[];

  beforeAll(async () => {
    before = await everyAdvertiser(of().stack);
  });

  test.each(SERVICES)('%s takes each form for what it is, or not at all', async (service) => {
    const { url } = of().stack.services[service];
    const faults: string[] = [];
    const waiting = [...SMUGGLING_FORMS];
    const sendNext = async (): Promise<void> => {
      for (let form = waiting.shift(); form; form = waiting.shift()) {
        const fault = await faultOf(url, form).catch((error: unknown) => String(error));
        if (fault !== undefined) faults.push(`${form.name}: ${fault}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
    expect(faults).toEqual([]);
  });

  test('no service has executed the hidden request', async () =>
    expect(await everyAdvertiser(of().stack)).toEqual(before));

  describe('a marketer who hides a request where a colleague is at work', () => testColleague(of));
}

/** Sends a form to a service. @returns what is wrong with the answers, if anything */
async function faultOf(url: string, form: SmugglingForm): Promise<string | undefined> {
  const connection = await sendForm(url, form, HIDDEN);
  try {
    if (form.is === 'refused') {
      await connection.ended();
      const statuses = connection.answers.map(({ status }) => status);
      const isRefused = statuses.length <= 1 && statuses.every((status) => status >= 400 && status < 500);
      return isRefused ? undefined : `answered ${statuses.join()}, which is no refusal`;
    }
    const owed = form.is === 'pair' ? 2 : 1;
    await connection.answered(owed);
    // What comes next on the connection is read from its first octet.
    connection.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    const statuses = (await connection.answered(owed + 1)).map(({ status }) => status);
    const isNextRead = connection.isClosed || statuses.slice(owed).join() === '200';
    const isSound = isNextRead && statuses.every((status) => status < 500);
    return isSound ? undefined : `answered ${statuses.join()}`;
  } finally {
    connection.destroy();
  }
}
