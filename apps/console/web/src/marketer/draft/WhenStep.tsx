import { Alert, Button, Radio, Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { DataPage } from '../../design/DataPage';
import { useFormats } from '../../design/use-formats';
import { useKeptState } from '../../session/kept-fields';
import type { Advertiser, Campaign } from '../parts';
import { fromLocal, toLocal } from './local-time';
import type { Draft } from './use-draft';

const HOUR_MS = 3_600_000;

/** Time of the start, with the permitted hours. */
export function WhenStep({
  draft,
  campaign,
  advertiser,
}: {
  draft: Draft;
  campaign: Campaign;
  advertiser: Advertiser;
}) {
  const { t } = useTranslation('marketer');
  const { sendAt, expiresAt, whenCapped, category } = campaign;
  const [isLater, setLater] = useKeptState('is later', sendAt !== undefined);
  const [openedAt] = useState(() => new Date().toISOString());
  return (
    <Stack>
      <Radio.Group
        label={t('draft.when.start')}
        value={isLater ? 'later' : 'now'}
        onChange={(value) => {
          setLater(value === 'later');
          draft.change({ sendAt: value === 'now' ? null : nextHour() });
        }}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="now" label={t('draft.when.now')} />
          <Radio value="later" label={t('draft.when.later')} />
        </Stack>
      </Radio.Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw={620}>
        {isLater && (
          <TextInput
            type="datetime-local"
            label={t('draft.when.at')}
            value={toLocal(sendAt)}
            min={toLocal(openedAt)}
            required
            onChange={({ currentTarget }) => {
              // Half a time is none, and a campaign without one starts at once: the last one stays until there is another.
              const at = fromLocal(currentTarget.value);
              if (at !== null) draft.change({ sendAt: at });
            }}
          />
        )}
        <TextInput
          type="datetime-local"
          label={t('draft.when.until')}
          description={t('draft.when.untilHint')}
          value={toLocal(expiresAt)}
          onChange={({ currentTarget }) => draft.change({ expiresAt: fromLocal(currentTarget.value) })}
        />
        <Select
          label={t('draft.when.capped')}
          description={t('draft.when.cappedHint')}
          value={whenCapped ?? 'refuse'}
          allowDeselect={false}
          data={['refuse', 'hold'].map((value) => ({ value, label: t(`draft.when.cappedBy.${value}`) }))}
          onChange={(value) => draft.change({ whenCapped: value === 'hold' ? 'hold' : null })}
        />
      </SimpleGrid>
      {category === 'marketing' ? (
        <Windows
          advertiser={advertiser}
          choose={(at) => {
            setLater(true);
            draft.change({ sendAt: at });
          }}
        />
      ) : (
        <Alert color="blue">{t('draft.when.informative')}</Alert>
      )}
    </Stack>
  );
}

/** Proposed to whoever wants it later, so that there is always a time. */
const nextHour = (): string => new Date(Math.ceil((Date.now() + 1) / HOUR_MS) * HOUR_MS).toISOString();

function Windows({ advertiser: { id, country }, choose }: { advertiser: Advertiser; choose: (at: string) => void }) {
  const { t } = useTranslation('marketer');
  const { date, time } = useFormats();
  const windows = useQuery({
    queryKey: ['windows', id, country],
    queryFn: ({ signal }) =>
      answerOf(
        api.compliance.GET('/v1/send-windows', { params: { query: { advertiserId: id, country, most: 8 } }, signal }),
      ),
  });
  return (
    <Stack gap="xs">
      <Title order={2}>{t('draft.when.windows')}</Title>
      <Text size="sm" c="dimmed">
        {t('draft.when.windowsHint')}
      </Text>
      <DataPage question={windows} isEmpty={({ windows: { length } }) => length === 0}>
        {({ windows: items }) => (
          <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
            {items.map(({ opensAt, closesAt }) => (
              <Button
                key={opensAt}
                variant="default"
                h="auto"
                py="xs"
                onClick={() => choose(opensAt)}
                aria-label={t('draft.when.choose', { day: date(opensAt), from: time(opensAt), to: time(closesAt) })}
              >
                <Stack gap={0}>
                  <Text size="sm" fw={600}>
                    {date(opensAt)}
                  </Text>
                  <Text size="sm">
                    {time(opensAt)} – {time(closesAt)}
                  </Text>
                </Stack>
              </Button>
            ))}
          </SimpleGrid>
        )}
      </DataPage>
    </Stack>
  );
}
