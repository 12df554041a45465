import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { csvFile } from '../../design/csv';
import { ProblemView } from '../../design/ProblemView';
import { saveFile } from '../../design/save-file';
import { useFormats } from '../../design/use-formats';
import type { AuditEvent } from '../parts';
import { type AuditQuestion, outcomeOf, searchAudit } from './question';

/** Maximum of one answer of the service. */
const PAGE = 500;
/** Maximum in memory of the browser; more is exported period by period. */
const MAX_ROWS = 50_000;

const COLUMNS = ['at', 'who', 'kind', 'service', 'operation', 'on', 'persons', 'result', 'problem', 'from'] as const;

const rowOf = ({ at, who, kind, service, operation, on, result, from }: AuditEvent): string[] => [
  ...[at, who.name ?? who.subject ?? who.kind, kind, service, operation],
  on.resources.map((each) => `${each.kind} ${each.id}`).join(', '),
  String(on.people ?? on.recipientKeys.length),
  ...[outcomeOf(result), result?.problem ?? '', from.address],
];

/** Saves all events that a search finds as a file for spreadsheets, and says how far it is. */
export function ExportButton({ question }: { question: AuditQuestion }) {
  const { t } = useTranslation('auditor');
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
      const events: AuditEvent[] = [];
      let cursor: string | undefined;
      do {
        const page = await searchAudit(question, PAGE, cursor, signal);
        events.push(...page.items);
        cursor = page.nextCursor;
        setRead(events.length);
      } while (cursor !== undefined && events.length < MAX_ROWS);
      setCut(cursor !== undefined);
      const head = COLUMNS.map((name) => t(`audit.columns.${name}`));
      saveFile(`audit-${new Date().toISOString().slice(0, 10)}.csv`, csvFile([head, ...events.map(rowOf)]));
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
          ? t('audit.exporting', { number: number(read) })
          : isCut && t('audit.exportCut', { number: number(MAX_ROWS) })}
      </Text>
      {read === undefined ? (
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => void run()}>
          {t('audit.export')}
        </Button>
      ) : (
        <Button variant="default" onClick={() => running.current?.abort()}>
          {t('audit.stopExport')}
        </Button>
      )}
    </>
  );
}
