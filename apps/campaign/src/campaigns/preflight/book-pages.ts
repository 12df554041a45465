import type { Database } from '@stopsms/persistence';
import { inReach } from './page-question';
import { CONTACTS_SQL } from '../../contacts/contacts.store';
import { type RenderedPage, renderPage } from './render-page';

/** Recipients in one question to compliance, which decides no message in the hundredths of a second that its answer takes. */
const PAGE = 500;

/**
 * The recipients of a campaign with their texts, page by page in the order in which it would take them: the contacts that the book has
 * now, as when a campaign starts. One page is read ahead, while the one before is asked about.
 */
export async function* bookPages(
  database: Database,
  addressBookId: string,
  text: string,
): AsyncGenerator<RenderedPage> {
  const [book] = await database.query(CONTACTS_SQL.lastOfBook, [addressBookId]);
  const read = (after: string) => database.query(CONTACTS_SQL.texted, [addressBookId, after, book?.upto ?? '0', PAGE]);
  let ahead = read('0');
  try {
    for (;;) {
      const contacts = await ahead;
      const last = contacts.at(-1);
      if (!last) return;
      ahead = read(last.seq);
      // Whoever asks may stop here, and then nobody waits for it.
      ahead.catch(() => undefined);
      yield* inReach(renderPage(text, contacts));
    }
  } finally {
    await ahead.catch(() => undefined);
  }
}
