import type { EarlierSchema } from '@stopsms/persistence';

const VALIDATE = ['ALTER TABLE service_message VALIDATE CONSTRAINT service_message_lang_check'];

export const EARLIER: EarlierSchema[] = [
  { of: 'commit 1e1fd4d', migrations: 10, newest: 'SpeakMoreLanguages1764000046200', upgrade: VALIDATE },
];
