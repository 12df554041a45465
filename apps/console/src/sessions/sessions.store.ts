import { statements } from '@stopsms/persistence';
import type { SessionsSql } from './sessions.sql';

const TOKENS = 'SELECT tokens FROM session WHERE sid = $1';

/** Rows are added and removed by connect-pg-simple. */
export const SESSIONS_SQL = statements<SessionsSql>({
  tokens: TOKENS,
  lockTokens: `${TOKENS} FOR UPDATE`,
  putTokens: 'UPDATE session SET tokens = $2 WHERE sid = $1',
  live: `
    SELECT sid, md5(tokens) AS version FROM session
    WHERE sid = ANY($1) AND expire >= to_timestamp($2) AND (sess ->> 'endsAt')::bigint > $3`,
  touch: 'UPDATE session SET expire = to_timestamp($2) WHERE sid = ANY($1)',
});
