import { Anchor, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { useFormats } from '../../design/use-formats';

/** The latest address books of an advertiser, of which one is chosen. */
export function BookChoice({
  advertiserId,
  value,
  choose,
}: {
  advertiserId: string;
  value: string | undefined;
  choose: (id: string) => void;
}) {
  const { t } = useTranslation('marketer');
  const { date, number } = useFormats();
  const books = useQuery({
    queryKey: ['books', advertiserId, 'choice'],
    queryFn: ({ signal }) =>
      answerOf(
        api.campaign.GET('/v1/address-books', {
          params: { query: { advertiserId, counts: 'true', limit: 100 } },
          signal,
        }),
      ),
  });
  return (
    <DataPage
      question={books}
      isEmpty={({ items }) => items.every(({ forTests }) => forTests)}
      empty={
        <Empty
          action={
            <Anchor component={Link} to="/address-books" search={{ advertiser: advertiserId } as never}>
              {t('books.title')}
            </Anchor>
          }
        >
          {t('books.none')}
        </Empty>
      }
    >
      {({ items }) => (
        <Radio.Group label={t('draft.to')} value={value ?? ''} onChange={choose} required>
          <Stack gap="xs" mt="xs" mah={360} style={{ overflowY: 'auto' }}>
            {items
              .filter(({ forTests }) => !forTests)
              .map(({ id, name, country, createdAt, contacts = 0 }) => (
                <Radio.Card key={id} value={id} p="sm">
                  <Radio.Indicator style={{ float: 'inline-end' }} />
                  <Text fw={500}>{name}</Text>
                  <Text size="sm" c="dimmed">
                    {t('book.detail', { count: contacts, number: number(contacts), country })} · {date(createdAt)}
                  </Text>
                </Radio.Card>
              ))}
          </Stack>
        </Radio.Group>
      )}
    </DataPage>
  );
}
