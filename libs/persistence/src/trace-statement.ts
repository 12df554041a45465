import { endSpan, innerSpan, isRecording } from '@stopsms/tracing';

// Operation and table of a statement: the first that it writes, else the first that it reads. `epoch FROM` and `DISTINCT
// FROM` read no table, nor does `FROM unnest(`.
const WRITES = /\b(INSERT INTO|UPDATE|DELETE FROM)\s+(?:ONLY\s+)?([a-z_]+)/;
const READS = /(?<!epoch |DISTINCT )\bFROM\s+([a-z_]+)(?![a-z_(])/;
const FIRST_WORD = /^\s*(\w+)/;

/** Runs a statement under a span of its own, if its context is traced. Parameters are never recorded. */
export function traceStatement<R>(sql: string, run: () => Promise<R>): Promise<R> {
  if (!isRecording()) return run();
  const { operation, table } = summary(sql);
  const span = innerSpan(table === undefined ? operation : `${operation} ${table}`, {
    kind: 'client',
    attributes: {
      'db.system.name': 'postgresql',
      'db.operation.name': operation,
      'db.query.text': sql,
      ...(table !== undefined && { 'db.collection.name': table }),
    },
  });
  const result = run();
  result.then(
    () => endSpan(span),
    (error: unknown) => endSpan(span, error),
  );
  return result;
}

export function summary(sql: string): { operation: string; table?: string } {
  const written = WRITES.exec(sql);
  if (written?.[1] && written[2]) return { operation: written[1].split(' ')[0] ?? '', table: written[2] };
  const table = READS.exec(sql)?.[1];
  const operation = table === undefined ? (FIRST_WORD.exec(sql)?.[1] ?? 'statement').toUpperCase() : 'SELECT';
  return table === undefined ? { operation } : { operation, table };
}
