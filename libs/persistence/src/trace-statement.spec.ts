import { summary } from './trace-statement';

test.each([
  { sql: 'INSERT INTO outbox (topic) VALUES ($1)', is: { operation: 'INSERT', table: 'outbox' } },
  { sql: 'WITH known AS (SELECT 1 FROM r) DELETE FROM held', is: { operation: 'DELETE', table: 'held' } },
  { sql: 'INSERT INTO a SELECT 1 ON CONFLICT DO UPDATE SET x = 1', is: { operation: 'INSERT', table: 'a' } },
  { sql: 'SELECT extract(epoch FROM at) FROM reply', is: { operation: 'SELECT', table: 'reply' } },
  { sql: 'SELECT a IS DISTINCT FROM b FROM t FOR UPDATE SKIP LOCKED', is: { operation: 'SELECT', table: 't' } },
  { sql: 'SELECT 1 FROM unnest($1::text[]) AS u JOIN t USING (id)', is: { operation: 'SELECT' } },
  { sql: ' select 1', is: { operation: 'SELECT' } },
  { sql: 'COMMIT', is: { operation: 'COMMIT' } },
])('"$sql" is traced as $is', ({ sql, is }) => {
  expect(summary(sql)).toEqual(is);
});
