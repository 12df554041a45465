import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { ProblemView } from '../../design/ProblemView';

/** Creates a draft with the same text and recipients; nothing is sent before it is started. */
export function Duplicate({ id }: { id: string }) {
  const { t } = useTranslation('marketer');
  const navigate = useNavigate();
  const copy = useAct(
    () => answerOf(api.campaign.POST('/v1/campaigns/{id}/duplicate', { params: { path: { id } }, body: {} })),
    {
      changes: [['campaigns']],
      then: (made) => void navigate({ to: `/campaigns/${made.id}/draft`, search: { step: 'text' } as never }),
    },
  );
  return (
    <>
      <Button
        variant="default"
        onClick={() => copy.mutate()}
        loading={copy.isPending}
        leftSection={<IconCopy size={16} aria-hidden />}
      >
        {t('campaign.duplicate')}
      </Button>
      {copy.error !== null && <ProblemView error={copy.error} />}
    </>
  );
}
