import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import type { Import } from '../parts';

const IMPORT_COLOUR: Record<Import['state'], string> = {
  receiving: 'blue',
  waiting: 'blue',
  running: 'green',
  completed: 'indigo',
};

/** Earlier imports into an address book. */
export function Imports({ bookId }: { bookId: string }) {
  const { t } = useTranslation('marketer');
  const { dateTime, number } = useFormats();
  return (
    <PagedTable<Import>
      label={t('import.list')}
      question={['imports', bookId]}
      cursorName="imports"
      load={(cursor, signal) =>
        answerOf(
          api.campaign.GET('/v1/address-books/{id}/imports', {
            params: { path: { id: bookId }, query: { limit: 10, ...(cursor === undefined ? {} : { cursor }) } },
            signal,
          }),
        )
      }
      rowKey={({ id }) => id}
      empty={<Empty>{t('import.none')}</Empty>}
      columns={[
        {
          label: t('import.at'),
          wide: true,
          cell: ({ id, createdAt }) => (
            <Anchor component={Link} to={`/imports/${id}`}>
              {dateTime(createdAt)}
            </Anchor>
          ),
        },
        {
          label: t('campaigns.state'),
          cell: ({ state }) => <StateBadge label={t(`import.state.${state}`)} colour={IMPORT_COLOUR[state]} />,
        },
        { label: t('import.imported'), numeric: true, cell: ({ imported }) => number(imported) },
        { label: t('import.refused'), numeric: true, cell: ({ refusedCount }) => number(refusedCount) },
      ]}
    />
  );
}
