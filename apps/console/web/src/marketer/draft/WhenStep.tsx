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
import { proposedStart, withClosedDays } from './windows';

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
  const windows = useWindows(advertiser, category === 'marketing');
  const [openedAt] = useState(() => new Date().toISOString());
  return (
    <Stack>
      <Radio.Group
        label={t('draft.when.start')}
        value={isLater ? 'later' : 'now'}
        onChange={(value) => {
          setLater(value === 'later');
          draft.change({ sendAt: value === 'now' ? null : proposedStart(windows.data?.windows ?? [], Date.now()) });
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
          windows={windows}
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

/** @param isNeeded - false for a campaign that may be sent at any hour */
const useWindows = ({ id, country }: Advertiser, isNeeded: boolean) =>
  useQuery({
    queryKey: ['windows', id, country],
    enabled: isNeeded,
    queryFn: ({ signal }) =>
      answerOf(
        api.compliance.GET('/v1/send-windows', { params: { query: { advertiserId: id, country, most: 8 } }, signal }),
      ),
  });

function Windows({ windows, choose }: { windows: ReturnType<typeof useWindows>; choose: (at: string) => void }) {
  const { t } = useTranslation('marketer');
  const { weekday, time } = useFormats();
  return (
    <Stack gap="xs">
      <Title order={2}>{t('draft.when.windows')}</Title>
      <Text size="sm" c="dimmed">
        {t('draft.when.windowsHint')}
      </Text>
      <DataPage question={windows} isEmpty={({ windows: { length } }) => length === 0}>
        {({ windows: items }) => (
          <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
            {withClosedDays(items).map((each) =>
              'closedOn' in each ? (
                <Stack key={each.closedOn.toISOString()} gap={0} align="center" justify="center" c="dimmed">
                  <Text size="sm" fw={600}>
                    {weekday(each.closedOn)}
                  </Text>
                  <Text size="sm">{t('draft.when.closed')}</Text>
                </Stack>
              ) : (
                <Button
                  key={each.opensAt}
                  variant="default"
                  h="auto"
                  py="xs"
                  onClick={() => choose(each.opensAt)}
                  aria-label={t('draft.when.choose', {
                    day: weekday(each.opensAt),
                    from: time(each.opensAt),
                    to: time(each.closesAt),
                  })}
                >
                  <Stack gap={0}>
                    <Text size="sm" fw={600}>
                      {weekday(each.opensAt)}
                    </Text>
                    <Text size="sm">
                      {time(each.opensAt)} – {time(each.closesAt)}
                    </Text>
                  </Stack>
                </Button>
              ),
            )}
          </SimpleGrid>
        )}
      </DataPage>
    </Stack>
  );
}
