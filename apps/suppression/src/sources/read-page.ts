import type { HttpCall } from '@stopsms/providers';
import type { ListPage } from './list-vendor';
import type { OptOutSource } from './sources-file';

/** Answer of a source that cannot be used: why, without anything of its content. */
export class SourceFault extends Error {}

/** Reads one page of a source. @throws SourceFault for whatever is not the documented answer */
export async function readPage(source: OptOutSource, call: HttpCall, position: number, now: number): Promise<ListPage> {
  const { vendor, account, baseUrl } = source;
  const result = await call.call(vendor.request(account, baseUrl, position, now));
  if (result.outcome !== 'answered')
    throw new SourceFault(`no answer: ${'reason' in result ? result.reason : result.outcome}`);
  const { status, headers, body } = result;
  if (status >= 300 && status < 400)
    throw new SourceFault(`redirects with ${status}, which is not followed with credentials`);
  if (status !== 200)
    throw new SourceFault(`answers ${status}${status === 401 || status === 403 ? ': check the account' : ''}`);
  if (!/\bjson\b/.test(String(headers['content-type'] ?? '')))
    throw new SourceFault('answers something other than JSON');
  try {
    return vendor.read(JSON.parse(body.toString('utf8')), position);
  } catch {
    throw new SourceFault('answers JSON of another shape than its API documents');
  }
}
