import { statements } from '@stopsms/persistence';
import type { FirstAnswersSql } from './first-answers.sql';

export const FIRST_ANSWERS_SQL = statements<FirstAnswersSql>({
  claim: `
    INSERT INTO first_answer (route, key, body_hash, answered_at) VALUES ($1, $2, $3, to_timestamp($4 / 1000.0))
    ON CONFLICT (route, key) DO NOTHING RETURNING key`,
  byKey: 'SELECT body_hash AS hash, answer FROM first_answer WHERE route = $1 AND key = $2',
  record: 'UPDATE first_answer SET answer = $3 WHERE route = $1 AND key = $2',
});
