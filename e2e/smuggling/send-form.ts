import { RawConnection, type SmugglingForm } from '@stopsms/testing';

/** An advertiser that nobody is to make: services without keys, as in development, would let anybody. */
const HIDDEN_BODY = JSON.stringify({
  name: 'Hidden',
  legalName: 'Hidden SAS',
  sender: 'Hidden',
  shortCode: '36194',
  country: 'FR',
});
export const HIDDEN = `POST /v1/advertisers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${HIDDEN_BODY.length}\r\n\r\n${HIDDEN_BODY}`;

/**
 * Sends a form on a connection of its own.
 * @param hidden - octets of the request that is hidden in it
 * @param base - of the paths that it names
 * @param lines - headers by which its sender is known
 */
export async function sendForm(
  url: string,
  form: SmugglingForm,
  hidden: string,
  base = '',
  lines: string[] = [],
): Promise<RawConnection> {
  const connection = await RawConnection.open(url);
  const [post, get, gone] = ['check', 'imports/none', 'address-books/0194c1a2-0000-7000-8000-0000000000ff'].map(
    (each) => `${base}/v1/${each}`,
  );
  connection.write(form.octets({ host: new URL(url).host, lines, post: post!, get: get!, delete: gone!, hidden }));
  return connection;
}
