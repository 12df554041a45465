import { Alert, Button, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Reason } from '../../design/Reason';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import type { ImportPreview } from '../parts';
import { ConsentFacts } from './ConsentFacts';
import { type FileForm, fileRow } from './file-row';

const SAMPLE_ROWS = 5;
const COLOUR = { adverts: 'green', 'no-adverts': 'orange', 'not-imported': 'red' } as const;

/**
 * Result that an import of the file would have: totals, reasons, and the first rows.
 * @param isRefused - true if the import would be refused, because no contact has a consent that can be proven
 */
export function Preview({ preview, form, isRefused }: { preview: ImportPreview; form: FileForm; isRefused: boolean }) {
  const { t } = useTranslation('marketer');
  const { number } = useFormats();
  const { outcomes, reasons, consents, firstRows } = preview;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? firstRows : firstRows.slice(0, SAMPLE_ROWS);
  return (
    <Stack gap="sm">
      <Alert color={outcomes.adverts === 0 ? 'orange' : 'green'} title={t('upload.wouldBe')} role="status">
        {t('upload.found', {
          imported: number(preview.imported),
          consent: number(preview.withConsent),
          refused: number(preview.refusedCount - preview.duplicates - preview.optedOut),
          optedOut: number(preview.optedOut),
          duplicates: number(preview.duplicates),
        })}
      </Alert>
      {isRefused && <Alert color="orange">{t('upload.needsConsent')}</Alert>}
      <ConsentFacts consents={consents} />
      {reasons.length > 0 && (
        <>
          <Title order={2} size="h5">
            {t('upload.reasons')}
          </Title>
          <Stack gap={4}>
            {reasons.map(({ code, count }) => (
              <Text key={code} size="sm">
                {number(count)} · <Reason code={code} />
              </Text>
            ))}
          </Stack>
        </>
      )}
      <Title order={2} size="h5">
        {t('upload.firstRows')}
      </Title>
      <Table className="cards" aria-label={t('upload.firstRows')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('import.row')}</Table.Th>
            <Table.Th>{t('book.number')}</Table.Th>
            <Table.Th>{t('upload.adverts')}</Table.Th>
            <Table.Th>{t('draft.preflight.reason')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ row, number: masked, outcome, code }) => (
            <Table.Tr key={row}>
              <Table.Td data-label={t('import.row')}>{fileRow(form, row)}</Table.Td>
              <Table.Td data-label={t('book.number')} style={{ whiteSpace: 'nowrap' }}>
                {masked}
              </Table.Td>
              <Table.Td data-label={t('upload.adverts')}>
                <StateBadge label={t(`upload.outcomes.${outcome}`)} colour={COLOUR[outcome]} />
              </Table.Td>
              <Table.Td data-label={t('draft.preflight.reason')}>
                {code === undefined ? '–' : <Reason code={code} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {shown.length < firstRows.length && (
        <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'flex-start' }} onClick={() => setWhole(true)}>
          {t('upload.showAll', { count: firstRows.length })}
        </Button>
      )}
      <Text size="sm" c="dimmed">
        {t('upload.decidedLater')}
      </Text>
    </Stack>
  );
}
