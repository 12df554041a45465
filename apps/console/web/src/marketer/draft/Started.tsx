import { Alert, Anchor, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem';
import { useFormats } from '../../design/use-formats';
import { campaignQuestion } from './use-draft';

/** True for the refusal of a change to a campaign that somebody has started meanwhile. */
export const isStarted = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'campaign-started';

/** Says who started the campaign whose draft is open here, in another tab or at another desk, and leads to it. */
export function Started({ id }: { id: string }) {
  const { t } = useTranslation('campaigns');
  const { dateTime } = useFormats();
  // Not the draft's own question, by which the page would leave with what was typed.
  const { data } = useQuery({ ...campaignQuestion(id), queryKey: ['started', id] });
  const start = data?.controls.findLast(({ action }) => action === 'start');
  return (
    <Alert color="orange" icon={<IconSend aria-hidden />} title={t('started.title')} role="alert" mb="md">
      {start !== undefined && (
        <Text size="sm">
          {start.by === undefined
            ? t('started.at', { at: dateTime(start.at) })
            : t('started.by', { by: start.by, at: dateTime(start.at) })}
        </Text>
      )}
      <Text size="sm">{t('started.detail')}</Text>
      <Anchor component={Link} to={`/campaigns/${id}`} size="sm">
        {t('started.open')}
      </Anchor>
    </Alert>
  );
}
