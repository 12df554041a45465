import type { Database } from '@stopsms/persistence';
import { inReach } from './page-question';
import { type Contact, type RenderedPage, renderPage } from './render-page';

type Row = Contact & { seq: string };

/** How large one question to compliance is; its answer takes some hundredths of a second, in which no message is decided there. */
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
  const [book] = await database.query<{ upto: string }>(
    'SELECT COALESCE(max(seq), 0) AS upto FROM contact WHERE address_book_id = $1',
    [addressBookId],
  );
  const read = (after: string) =>
    database.query<Row>(
      `SELECT seq, msisdn, region, attributes FROM contact
       WHERE address_book_id = $1 AND seq > $2::bigint AND seq <= $3::bigint ORDER BY seq LIMIT $4`,
      [addressBookId, after, book?.upto ?? '0', PAGE],
    );
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
