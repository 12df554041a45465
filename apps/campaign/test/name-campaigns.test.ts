// The migration that names campaigns, on data of the release before.
import { databaseConnection, openDataSource } from '@stopsms/persistence';
import { makeTestDatabase } from '@stopsms/testing';
import { MIGRATIONS } from '../src/migrations';

const NAMED = 'NameCampaigns1764000091000';
const AT = '2026-11-25T23:59:00Z';
const ADVERTISER = '019aaa10-0000-7000-8000-000000000001';
const BOOK = '019aaa10-0000-7000-8000-000000000002';
const CAMPAIGN = '019aaa10-0000-7000-8000-000000000003';

test('the migration names campaigns after their book and day, and can be undone', async () => {
  const own = await makeTestDatabase('campaign');
  const connection = databaseConnection(own.url);
  const before = MIGRATIONS.filter(({ name }) => name !== NAMED);
  const former = await openDataSource({ connection, migrations: before });
  await former.query(
    `INSERT INTO advertiser (id, name, legal_name, sender, short_code, country, codes, link_hosts, created_at)
     VALUES ('${ADVERTISER}', 'Lorane', 'Lorane SAS', 'Lorane', '36180', 'FR', '{36180}', '{}', '${AT}')`,
  );
  await former.query(
    `INSERT INTO address_book (id, advertiser_id, name, created_at)
     VALUES ('${BOOK}', '${ADVERTISER}', 'Clients de Lyon', '${AT}')`,
  );
  await former.query(
    `INSERT INTO campaign (id, advertiser_id, address_book_id, category, text, state, created_at)
     VALUES ('${CAMPAIGN}', '${ADVERTISER}', '${BOOK}', 'marketing', 'Votre code 1234', 'draft', '${AT}')`,
  );
  await former.destroy();

  const dataSource = await openDataSource({ connection, migrations: MIGRATIONS });
  try {
    const named = 'SELECT name, tags, archived_at FROM campaign';
    expect(await dataSource.query(named)).toEqual([
      { name: 'Clients de Lyon – 2026-11-25', tags: [], archived_at: null },
    ]);
    const control = (action: string) =>
      dataSource.query(
        `INSERT INTO campaign_control (campaign_id, action, at) VALUES ('${CAMPAIGN}', '${action}', now())`,
      );
    await control('reopen');
    await control('start');
    await expect(control('delete')).rejects.toThrow('campaign_control_action_check');

    await dataSource.undoLastMigration();
    expect(await dataSource.query('SELECT action FROM campaign_control')).toEqual([{ action: 'start' }]);
    expect(await dataSource.query('SELECT text FROM campaign')).toEqual([{ text: 'Votre code 1234' }]);
  } finally {
    await dataSource.destroy();
    await own.drop();
  }
});
