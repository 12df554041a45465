import { Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConsentFacts } from './ConsentFacts';
import { useBookSummary } from './use-book-summary';

/** Consents of an address book, and what they lack. */
export function ConsentReport({ bookId }: { bookId: string }) {
  const { t } = useTranslation('marketer');
  const { data } = useBookSummary(bookId);
  if (!data || data.contacts === 0) return null;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="xs">
        {t('consents.title')}
      </Title>
      <ConsentFacts consents={data.consents} />
      <Text size="sm" c="dimmed" mt="xs">
        {t('consents.hint')}
      </Text>
    </Paper>
  );
}
