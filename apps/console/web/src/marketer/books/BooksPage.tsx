import { Anchor, Button, Group } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useFormats } from '../../design/use-formats';
import { useChosenAdvertiser } from '../advertisers/AdvertiserChoice';
import { OfAdvertiser } from '../advertisers/OfAdvertiser';
import type { Book } from '../parts';
import { NameBook } from './NameBook';

export function BooksPage() {
  const { t } = useTranslation('marketer');
  const chosen = useChosenAdvertiser();
  const create =
    chosen === undefined ? null : (
      <NameBook
        advertiserId={chosen}
        trigger={(open) => (
          <Button onClick={open} leftSection={<IconPlus size={16} aria-hidden />}>
            {t('books.create')}
          </Button>
        )}
      />
    );
  return (
    <>
      <PageHead title={t('books.title')} detail={t('books.detail')} actions={create} />
      <OfAdvertiser>{(advertiserId) => <Books advertiserId={advertiserId} />}</OfAdvertiser>
    </>
  );
}

function Books({ advertiserId }: { advertiserId: string }) {
  const { t } = useTranslation('marketer');
  const { date, number } = useFormats();
  return (
    <PagedTable<Book>
      label={t('books.title')}
      question={['books', advertiserId]}
      load={(cursor, signal) =>
        answerOf(
          api.campaign.GET('/v1/address-books', {
            params: { query: { advertiserId, counts: 'true', limit: 20, ...(cursor === undefined ? {} : { cursor }) } },
            signal,
          }),
        )
      }
      rowKey={({ id }) => id}
      empty={<Empty>{t('books.none')}</Empty>}
      columns={[
        {
          label: t('books.name'),
          wide: true,
          cell: ({ id, name, forTests }) => (
            <Group gap="xs">
              <Anchor component={Link} to={`/address-books/${id}`} underline="hover">
                {name}
              </Anchor>
              {forTests && <StateBadge label={t('books.tests')} colour="blue" />}
            </Group>
          ),
        },
        { label: t('book.contacts'), numeric: true, cell: ({ contacts }) => number(contacts ?? 0) },
        { label: t('books.country'), cell: ({ country }) => country },
        { label: t('books.createdAt'), cell: ({ createdAt }) => date(createdAt) },
      ]}
    />
  );
}
