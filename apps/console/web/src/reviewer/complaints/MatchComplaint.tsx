import { Select, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { useAct } from '../../api/use-act';
import { Confirm } from '../../design/Confirm';
import { useAdvertiserList } from '../../design/use-advertiser-names';
import { useKeptState } from '../../session/kept-fields';
import type { Complaint } from '../parts';

/** Resolves a complaint with its advertiser and complainant, who is opted out; or without either. */
export function MatchComplaint({
  complaint,
  trigger,
}: {
  complaint: Complaint;
  trigger: (open: () => void) => ReactNode;
}) {
  const { t } = useTranslation('reviewer');
  const [advertiserId, setAdvertiser] = useKeptState<string | null>(`advertiser of ${complaint.id}`, null);
  const [phone, setPhone] = useKeptState(`phone of ${complaint.id}`, '');
  const advertisers = useAdvertiserList();
  const resolve = useAct(
    (reason: string) =>
      answerOf(
        api.suppression.POST('/v1/abuse-reports/{id}/resolve', {
          params: { path: { id: complaint.id } },
          body: {
            reason,
            ...(advertiserId === null ? {} : { advertiserId }),
            ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
          },
        }),
      ),
    { changes: [['complaints']] },
  );
  return (
    <Confirm
      trigger={trigger}
      name={complaint.id}
      title={t('complaints.match')}
      yes={t('complaints.end')}
      reason={t('reason')}
      act={(reason) => resolve.mutateAsync(reason)}
    >
      <Stack>
        <Text size="sm">{complaint.text ?? t('complaints.noText')}</Text>
        <Text size="sm">{t('complaints.meaning')}</Text>
        <Select
          label={t('complaints.whose')}
          data={(advertisers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={advertiserId}
          onChange={setAdvertiser}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('complaints.clear') }}
        />
        <TextInput
          label={t('complaints.who')}
          value={phone}
          onChange={({ currentTarget }) => setPhone(currentTarget.value)}
          inputMode="tel"
          autoComplete="off"
          maxLength={40}
        />
      </Stack>
    </Confirm>
  );
}
