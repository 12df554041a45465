import { Button } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconEdit, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { questions } from '../../api/questions';
import { useAct } from '../../api/use-act';
import { Confirm } from '../../design/Confirm';
import { ProblemView } from '../../design/ProblemView';
import type { Campaign } from '../parts';

/** Takes a scheduled campaign back to change it: it is sent only once it is started again. */
export function Reopen({ campaign: { id, advertiserId, version } }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const reopen = async () => {
    const params = { path: { id }, header: { 'If-Match': `"${version}"` } };
    await answerOf(api.campaign.POST('/v1/campaigns/{id}/reopen', { params, body: {} }));
    await navigate({ to: `/campaigns/${id}/draft`, search: { step: 'text' } as never });
    await questions.invalidateQueries({ queryKey: ['campaigns'] });
  };
  return (
    <Confirm
      advertiserId={advertiserId}
      title={t('reopen.title')}
      yes={t('reopen.do')}
      act={reopen}
      trigger={(open) => (
        <Button variant="default" onClick={open} leftSection={<IconEdit size={16} aria-hidden />}>
          {t('reopen.do')}
        </Button>
      )}
    >
      {t('reopen.detail')}
    </Confirm>
  );
}

/** Deletes a draft that was never scheduled. */
export function DeleteDraft({ campaign: { id, advertiserId, name } }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const remove = async () => {
    await answerOf(api.campaign.DELETE('/v1/campaigns/{id}', { params: { path: { id } } }));
    await navigate({ to: '/campaigns', search: { advertiser: advertiserId } as never, replace: true });
    questions.removeQueries({ queryKey: ['campaign', id] });
    await questions.invalidateQueries({ queryKey: ['campaigns'] });
  };
  return (
    <Confirm
      advertiserId={advertiserId}
      title={t('delete.title')}
      yes={t('delete.do')}
      keep={t('delete.keep')}
      danger
      act={remove}
      trigger={(open) => (
        <Button variant="default" onClick={open} leftSection={<IconTrash size={16} aria-hidden />}>
          {t('delete.do')}
        </Button>
      )}
    >
      {t('delete.detail', { name })}
    </Confirm>
  );
}

/** Hides an ended campaign from the list, or shows it again. */
export function Archive({ campaign: { id, archivedAt } }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const isArchived = archivedAt !== undefined;
  const change = useAct(
    () => {
      const params = { path: { id } };
      return answerOf(
        isArchived
          ? api.campaign.POST('/v1/campaigns/{id}/unarchive', { params })
          : api.campaign.POST('/v1/campaigns/{id}/archive', { params }),
      );
    },
    { changes: [['campaigns']], then: (now) => void questions.setQueryData(['campaign', id], now) },
  );
  const Icon = isArchived ? IconArchiveOff : IconArchive;
  return (
    <>
      <Button
        variant="default"
        onClick={() => change.mutate()}
        loading={change.isPending}
        leftSection={<Icon size={16} aria-hidden />}
      >
        {t(isArchived ? 'unarchive' : 'archive')}
      </Button>
      {change.error !== null && <ProblemView error={change.error} />}
    </>
  );
}
