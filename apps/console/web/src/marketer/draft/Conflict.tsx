import { Alert, Button, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../api/use-act';
import { ProblemView } from '../../design/ProblemView';
import type { Draft } from './use-draft';

/** Two people write one draft: neither overwrites the other unseen. */
export function Conflict({ draft: { takeTheirs, keepOurs } }: { draft: Draft }) {
  const { t } = useTranslation('marketer');
  const take = useAct(takeTheirs, { changes: [] });
  const keep = useAct(keepOurs, { changes: [] });
  const isBusy = take.isPending || keep.isPending;
  const error = take.error ?? keep.error;
  return (
    <Alert color="orange" icon={<IconUsers aria-hidden />} title={t('draft.conflict.title')} role="alert">
      <Text size="sm">{t('draft.conflict.detail')}</Text>
      <Group gap="xs" mt="xs">
        <Button size="xs" variant="default" disabled={isBusy} onClick={() => take.mutate()}>
          {t('draft.conflict.theirs')}
        </Button>
        <Button size="xs" variant="default" disabled={isBusy} onClick={() => keep.mutate()}>
          {t('draft.conflict.ours')}
        </Button>
      </Group>
      {error !== null && <ProblemView error={error} />}
    </Alert>
  );
}
