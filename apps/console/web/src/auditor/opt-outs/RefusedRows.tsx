import { Button, Stack, Table, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { csvFile } from '../../design/csv';
import { saveFile } from '../../design/save-file';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';

/** A spreadsheet counts the header as its first row; the service counts the rows behind it. */
const HEADER_ROWS = 1;
const SHOWN = 10;

/** Refused rows of a file: the first ones, and all that the service names as a file. */
export function RefusedRows({ count, rows }: { count: number; rows: readonly { row: number; code: string }[] }) {
  const { t } = useTranslation('administrator');
  const { number } = useFormats();
  const { reason } = useCodeWords();
  if (count === 0) return null;
  const lines = rows.map(({ row, code }) => [String(row + HEADER_ROWS), reason(code)]);
  const head = [t('rows.row'), t('rows.why')];
  return (
    <Stack gap="xs" mt="sm">
      <Text size="sm" fw={600}>
        {t('rows.refused', { count, number: number(count) })}
      </Text>
      <Table aria-label={t('rows.title')}>
        <Table.Thead>
          <Table.Tr>
            {head.map((name) => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.slice(0, SHOWN).map(([row, why]) => (
            <Table.Tr key={row}>
              <Table.Td>{row}</Table.Td>
              <Table.Td>{why}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => saveFile('refused-rows.csv', csvFile([head, ...lines]))}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('rows.save')}
      </Button>
    </Stack>
  );
}
