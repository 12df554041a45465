import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bookQuestion } from './book-question';

/** Link to an address book by its name; plain words for one that is deleted. */
export function BookLink({ id }: { id: string }) {
  const { t } = useTranslation('marketer');
  const { data } = useQuery(bookQuestion(id));
  return data === undefined ? (
    <Text size="sm" component="span">
      {t('campaign.book')}
    </Text>
  ) : (
    <Anchor component={Link} to={`/address-books/${id}`} size="sm">
      {data.name}
    </Anchor>
  );
}
