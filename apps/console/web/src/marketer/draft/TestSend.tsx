import { Button, Collapse, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { ProblemView } from '../../design/ProblemView';
import type { Campaign } from '../parts';
import { MessageOutcome } from './MessageOutcome';

/** Sends the text to one telephone, by the door that every message takes: consent, hours and mention hold for it too. */
export function TestSend({
  campaign: { advertiserId, category, text, mention },
  save,
}: {
  campaign: Campaign;
  save: () => Promise<void>;
}) {
  const { t } = useTranslation('marketer');
  const [isOpen, { toggle }] = useDisclosure();
  const [to, setTo] = useState('');
  const test = useAct(async () => {
    await save();
    return answerOf(
      api.campaign.POST('/v1/messages', {
        params: {},
        body: {
          advertiserId,
          category: category as 'marketing' | 'informative',
          to,
          text,
          ...(mention === 'insert' ? { mention: 'insert' as const } : {}),
        },
      }),
    );
  });
  return (
    <Paper withBorder p="sm">
      <Button
        variant="subtle"
        onClick={toggle}
        aria-expanded={isOpen}
        leftSection={<IconDeviceMobile size={16} aria-hidden />}
      >
        {t('draft.test.title')}
      </Button>
      <Collapse expanded={isOpen}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            test.mutate();
          }}
        >
          <Stack gap="xs" mt="xs">
            <Text size="sm" c="dimmed">
              {t('draft.test.hint')}
            </Text>
            <Group align="flex-end" gap="xs">
              <TextInput
                label={t('draft.test.to')}
                type="tel"
                autoComplete="off"
                value={to}
                onChange={({ currentTarget }) => setTo(currentTarget.value)}
                required
              />
              <Button type="submit" loading={test.isPending}>
                {t('draft.test.send')}
              </Button>
            </Group>
            {test.error !== null && <ProblemView error={test.error} />}
            {test.data !== undefined && <MessageOutcome id={test.data.id} />}
          </Stack>
        </form>
      </Collapse>
    </Paper>
  );
}
