import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberContacts1764000062000 implements MigrationInterface {
  readonly name = 'RememberContacts1764000062000';

  async up(runner: QueryRunner): Promise<void> {
    // Who opted out of every advertiser and was in an address book of this one: its imports are refused for that. Of anybody else an
    // import shows nothing. The books of today no longer say who was in them before: whoever was texted is known by the messages.
    await runner.query(`
      CREATE TABLE former_contact (
        recipient_key text COLLATE "C" NOT NULL,
        advertiser_id uuid NOT NULL,
        PRIMARY KEY (recipient_key, advertiser_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE former_contact');
  }
}
