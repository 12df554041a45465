import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { csvFile } from './csv';
import type { Page } from './PagedTable';
import { ProblemView } from './ProblemView';
import { saveFile } from './save-file';
import { useFormats } from './use-formats';

/** Maximum in memory of the browser; more is exported part by part. */
const MAX_ROWS = 50_000;

/**
 * Saves all rows of a list as a file for spreadsheets, and says how far it is.
 * @param name - of the file, without its end
 * @param head - names of the columns
 * @param load - asks for the page from `cursor` on, or the first one
 */
export function ExportButton<Row>({
  name,
  head,
  load,
  rowOf,
}: {
  name: string;
  head: readonly string[];
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;
  rowOf: (row: Row) => string[];
}) {
  const { t } = useTranslation('design');
  const { number } = useFormats();
  const [read, setRead] = useState<number>();
  const [isCut, setCut] = useState(false);
  const [error, setError] = useState<unknown>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const run = async () => {
    const { signal } = (running.current = new AbortController());
    setError(undefined);
    setCut(false);
    setRead(0);
    try {
      const rows: Row[] = [];
      let cursor: string | undefined;
      do {
        const page = await load(cursor, signal);
        rows.push(...page.items);
        cursor = page.nextCursor;
        setRead(rows.length);
      } while (cursor !== undefined && rows.length < MAX_ROWS);
      setCut(cursor !== undefined);
      saveFile(`${name}.csv`, csvFile([[...head], ...rows.map(rowOf)]));
    } catch (fault) {
      if (!signal.aborted) setError(fault);
    } finally {
      setRead(undefined);
    }
  };
  if (error !== undefined) return <ProblemView error={error} retry={() => void run()} />;
  return (
    <>
      <Text size="sm" role="status">
        {read !== undefined
          ? t('export.running', { number: number(read) })
          : isCut && t('export.cut', { number: number(MAX_ROWS) })}
      </Text>
      {read === undefined ? (
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void run()}>
          {t('export.do')}
        </Button>
      ) : (
        <Button variant="default" onClick={() => running.current?.abort()}>
          {t('export.stop')}
        </Button>
      )}
    </>
  );
}
