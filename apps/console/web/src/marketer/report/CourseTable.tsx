import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../design/use-formats';
import { type Course, SERIES } from './course';

/** Figures behind the chart, interval by interval. */
export function CourseTable({ course: { items } }: { course: Course }) {
  const { t } = useTranslation('campaigns');
  const { number, dateTime } = useFormats();
  return (
    <Table className="cards" aria-label={t('report.course')} verticalSpacing="xs" mt="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('report.from')}</Table.Th>
          {SERIES.map((name) => (
            <Table.Th key={name} ta="end">
              {t(`report.series.${name}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={item.at}>
            <Table.Td className="wide">{dateTime(item.at)}</Table.Td>
            {SERIES.map((name) => (
              <Table.Td key={name} ta="end" data-label={t(`report.series.${name}`)}>
                {number(item[name])}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
