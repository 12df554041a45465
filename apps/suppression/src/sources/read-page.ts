import { type HttpCall, type ListPage, type OptOutSource, readAnswer, readShape } from '@stopsms/providers';

/** Reads one page of a source. @throws AnswerFault for whatever is not the documented answer */
export async function readPage(source: OptOutSource, call: HttpCall, position: number, now: number): Promise<ListPage> {
  const { vendor, account, baseUrl } = source;
  const { list } = vendor;
  if (!list) throw new Error(`${source.name} has no list`);
  const { json } = await readAnswer(call, list.request(account, baseUrl, position, now));
  return readShape(() => list.read(json, position));
}
