import { Button, Group, Table } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type QueryKey, keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataPage } from './DataPage';
import { useUrlState } from './url-state';

interface Column<Row> {
  /** Header of the column, and label of each value on a phone. */
  label: string;
  cell: (row: Row) => ReactNode;
  /** Numbers are right-aligned. */
  numeric?: boolean;
  /** On a telephone: the head of the card, without its label. */
  wide?: boolean;
  /** Not on a telephone, where a card of every column would be long. */
  deskOnly?: boolean;
}

export interface Page<Row> {
  items: Row[];
  nextCursor?: string | undefined;
}

/**
 * A list, page by page as the server has it. The page is in the URL; back goes to the page before.
 * @param question - key of the list, with what it is searched by
 * @param load - asks for the page from `cursor` on, or the first one
 * @param cursorName - name of the cursor in the address, where a page has two tables
 */
export function PagedTable<Row>({
  question,
  load,
  columns,
  rowKey,
  label,
  empty,
  cursorName = 'cursor',
}: {
  question: QueryKey;
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Label of the table for screen readers. */
  label: string;
  empty?: ReactNode;
  cursorName?: string;
}) {
  const [{ [cursorName]: cursor }] = useUrlState();
  const page = useQuery({
    queryKey: [...question, cursor ?? ''],
    queryFn: ({ signal }) => load(cursor, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <DataPage question={page} isEmpty={({ items }) => items.length === 0 && cursor === undefined} empty={empty}>
      {({ items, nextCursor }) => (
        <>
          <Table.ScrollContainer minWidth={0} type="native">
            <Table
              className="cards"
              verticalSpacing="sm"
              aria-label={label}
              aria-busy={page.isFetching}
              highlightOnHover
            >
              <Table.Thead>
                <Table.Tr>
                  {columns.map(({ label: name, numeric }) => (
                    <Table.Th key={name} ta={numeric === true ? 'end' : undefined}>
                      {name}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((row) => (
                  <Table.Tr key={rowKey(row)}>
                    {columns.map(({ label: name, cell, numeric, wide, deskOnly }) => (
                      <Table.Td
                        key={name}
                        data-label={name}
                        ta={numeric === true ? 'end' : undefined}
                        className={wide === true ? 'wide' : deskOnly === true ? 'desk-only' : undefined}
                      >
                        {cell(row)}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <Pages cursorName={cursorName} cursor={cursor} nextCursor={nextCursor} />
        </>
      )}
    </DataPage>
  );
}

function Pages({
  cursorName,
  cursor,
  nextCursor,
}: {
  cursorName: string;
  cursor: string | undefined;
  nextCursor: string | undefined;
}) {
  const { t } = useTranslation('design');
  const { history } = useRouter();
  const [, move] = useUrlState();
  if (cursor === undefined && nextCursor === undefined) return null;
  return (
    <Group component="nav" aria-label={t('pages')} justify="flex-end" mt="sm" gap="xs">
      {cursor !== undefined && (
        <>
          <Button variant="default" size="xs" onClick={() => move({ [cursorName]: undefined })}>
            {t('first')}
          </Button>
          {history.canGoBack() && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconChevronLeft size={14} aria-hidden />}
              onClick={() => history.back()}
            >
              {t('previous')}
            </Button>
          )}
        </>
      )}
      {nextCursor !== undefined && (
        <Button
          variant="default"
          size="xs"
          rightSection={<IconChevronRight size={14} aria-hidden />}
          onClick={() => move({ [cursorName]: nextCursor })}
        >
          {t('next')}
        </Button>
      )}
    </Group>
  );
}
