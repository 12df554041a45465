import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { Confirm } from '../../design/Confirm';
import { type Field, bodyOf } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { useSession } from '../../session/session';
import type { Advertiser } from '../parts';

const ORDERS = ['regulator', 'operator'] as const;

/** Pauses all adverts of an advertiser, or resumes them. An operator and a reviewer may pause; an administrator alone resumes. */
export function Pause({ advertiser: { id, marketingPaused } }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { roles } = useSession();
  const changes = [['advertisers'], ['marketing', id]];
  const params = { path: { id } };
  const resume = useAct(
    (reason: string) =>
      answerOf(api.campaign.POST('/v1/advertisers/{id}/marketing/resume', { params, body: { reason } })),
    { changes },
  );
  if (marketingPaused !== undefined) {
    if (!roles.includes('admin')) return null;
    return (
      <Confirm
        title={t('pause.resumeTitle')}
        advertiserId={id}
        yes={t('pause.resume')}
        reason={t('reason')}
        act={(reason) => resume.mutateAsync(reason)}
        trigger={(open) => (
          <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={open}>
            {t('pause.resume')}
          </Button>
        )}
      >
        {t('pause.resumeDetail')}
      </Confirm>
    );
  }
  if (!roles.some((role) => role === 'admin' || role === 'operator' || role === 'reviewer')) return null;
  const options = ORDERS.map((order) => ({ value: order, label: t(`pause.orders.${order}`) }));
  const fields: Field[] = [
    { name: 'reason', label: t('reason'), hint: t('noPersonalData'), kind: 'words', required: true, max: 500 },
    { name: 'order', label: t('pause.order'), hint: t('pause.orderHint'), kind: 'choice', options },
  ];
  return (
    <FormButton
      danger
      title={t('pause.title')}
      yes={t('pause.do')}
      fields={fields}
      advertiserId={id}
      changes={changes}
      send={(values) =>
        answerOf(api.campaign.POST('/v1/advertisers/{id}/marketing/pause', { params, body: bodyOf(fields, values) }))
      }
      trigger={(open) => (
        <Button variant="default" leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={open}>
          {t('pause.do')}
        </Button>
      )}
    >
      {t('pause.detail')}
    </FormButton>
  );
}
