import { Button, Collapse, Paper, Stack, Text } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { useKeptState } from '../../session/kept-fields';
import type { Campaign } from '../parts';
import { Testers } from './Testers';

/** Sends the text to people who agreed to try it, by the door that every message takes: consent, hours and mention hold for them too. */
export function TestSend({ campaign, save }: { campaign: Campaign; save: () => Promise<void> }) {
  const { t } = useTranslation('marketer');
  const [isOpen, setOpen] = useKeptState('test is open', false);
  return (
    <Paper withBorder p="sm">
      <Button
        variant="subtle"
        onClick={() => setOpen(!isOpen)}
        aria-expanded={isOpen}
        leftSection={<IconDeviceMobile size={16} aria-hidden />}
      >
        {t('draft.test.title')}
      </Button>
      <Collapse expanded={isOpen}>{isOpen && <Books campaign={campaign} save={save} />}</Collapse>
    </Paper>
  );
}

function Books({ campaign, save }: { campaign: Campaign; save: () => Promise<void> }) {
  const { t } = useTranslation('marketer');
  const { advertiserId } = campaign;
  const books = useQuery({
    queryKey: ['books', advertiserId, 'tests'],
    queryFn: async ({ signal }) => {
      const query = { advertiserId, limit: 100 };
      const { items } = await answerOf(api.campaign.GET('/v1/address-books', { params: { query }, signal }));
      return items.filter(({ forTests }) => forTests);
    },
  });
  return (
    <Stack gap="xs" mt="xs">
      <Text size="sm" c="dimmed">
        {t('draft.test.hint')}
      </Text>
      <DataPage
        question={books}
        isEmpty={({ length }) => length === 0}
        empty={<Text size="sm">{t('draft.test.none')}</Text>}
      >
        {(items) =>
          items.map(({ id, name }) => <Testers key={id} book={{ id, name }} campaign={campaign} save={save} />)
        }
      </DataPage>
    </Stack>
  );
}
