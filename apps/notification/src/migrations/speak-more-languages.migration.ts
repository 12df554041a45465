import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SpeakMoreLanguages1764000046200 implements MigrationInterface {
  readonly name = 'SpeakMoreLanguages1764000046200';

  async up(runner: QueryRunner): Promise<void> {
    // Which languages there are is the code's to say: a country that is added brings its own.
    await runner.query(`
      ALTER TABLE service_message DROP CONSTRAINT service_message_lang_check,
        ADD CONSTRAINT service_message_lang_check CHECK (lang ~ '^[a-z]{2}$') NOT VALID`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE service_message DROP CONSTRAINT service_message_lang_check,
        ADD CONSTRAINT service_message_lang_check CHECK (lang IN ('fr', 'en')) NOT VALID`);
  }
}
