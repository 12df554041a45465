import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { questions } from '../../api/questions';
import { Confirm } from '../../design/Confirm';
import type { Campaign } from '../parts';

type Action = 'pause' | 'resume' | 'cancel';

const MAY: Record<Action, readonly Campaign['state'][]> = {
  pause: ['scheduled', 'running'],
  resume: ['paused'],
  // A draft is cancelled that was scheduled before; others are deleted.
  cancel: ['draft', 'scheduled', 'running', 'paused'],
};
const ICON = { pause: IconPlayerPause, resume: IconPlayerPlay, cancel: IconX } as const;

/** Pause, resume, cancel: each as far as the campaign's state allows. */
export function CampaignControls({ campaign: { id, state, advertiserId } }: { campaign: Campaign }) {
  const { t } = useTranslation('marketer');
  const act = async (action: Action, reason: string) => {
    const path = { params: { path: { id } }, body: reason === '' ? {} : { reason } };
    const now = await answerOf(
      action === 'pause'
        ? api.campaign.POST('/v1/campaigns/{id}/pause', path)
        : action === 'resume'
          ? api.campaign.POST('/v1/campaigns/{id}/resume', path)
          : api.campaign.POST('/v1/campaigns/{id}/cancel', path),
    );
    questions.setQueryData(['campaign', id], now);
    await questions.invalidateQueries({ queryKey: ['campaigns'] });
  };
  return (['pause', 'resume', 'cancel'] as const)
    .filter((action) => MAY[action].includes(state))
    .map((action) => {
      const Icon = ICON[action];
      return (
        <Confirm
          key={action}
          advertiserId={advertiserId}
          title={t(`campaign.${action}.title`)}
          yes={t(`campaign.${action}.do`)}
          danger={action === 'cancel'}
          {...(action === 'cancel' ? { keep: t('campaign.cancel.keep') } : {})}
          {...(action === 'resume' ? { reason: t('campaign.why') } : {})}
          act={(reason) => act(action, reason)}
          trigger={(open) => (
            <Button
              variant={action === 'resume' ? 'filled' : 'default'}
              onClick={open}
              leftSection={<Icon size={16} aria-hidden />}
            >
              {t(`campaign.${action}.do`)}
            </Button>
          )}
        >
          {t(`campaign.${action}.detail`)}
        </Confirm>
      );
    });
}
