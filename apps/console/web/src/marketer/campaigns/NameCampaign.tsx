import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { questions } from '../../api/questions';
import { useAct } from '../../api/use-act';
import { FormDialog } from '../../design/FormDialog';
import { useKeptState } from '../../session/kept-fields';
import type { Campaign } from '../parts';
import { type Label, LabelFields } from './LabelFields';

/** Changes the name and tags of a campaign, in any state. */
export function NameCampaign({ campaign: { id, advertiserId, name, tags } }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const [isOpen, setOpen] = useKeptState('label is open', false);
  const [label, setLabel] = useKeptState<Label>('label', { name, tags });
  const close = () => setOpen(false);
  const save = useAct(
    () =>
      answerOf(
        api.campaign.PATCH('/v1/campaigns/{id}', {
          params: { path: { id } },
          body: { name: label.name.trim(), tags: label.tags },
        }),
      ),
    {
      changes: [['campaigns']],
      then: (now) => {
        // A draft may hold changes that the server does not have yet.
        questions.setQueryData<Campaign>(
          ['campaign', id],
          (before) => before && { ...before, name: now.name, tags: now.tags },
        );
        close();
      },
    },
  );
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => {
          save.reset();
          setLabel({ name, tags });
          setOpen(true);
        }}
      >
        {t('label.do')}
      </Button>
      <FormDialog
        isOpen={isOpen}
        close={close}
        title={t('label.title')}
        send={save.mutate}
        yes={t('label.save')}
        cancel={close}
        isBusy={save.isPending}
        isReady={label.name.trim() !== ''}
        error={save.error}
        advertiserId={advertiserId}
      >
        <LabelFields label={label} change={setLabel} isRequired />
      </FormDialog>
    </>
  );
}
