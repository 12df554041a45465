import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import type { Field, Values } from '../../design/form/field';
import { FormButton } from '../../design/form/FormButton';
import { useSession } from '../../session/session';
import type { AdvertiserChanges } from '../parts';

/** Button of an administrator that changes some fields of an advertiser. */
export function Change({
  id,
  title,
  fields,
  initial,
  changes,
}: {
  id: string;
  title: string;
  fields: readonly Field[];
  initial: Values;
  /** The request, with what is different alone. */
  changes: (after: Values) => AdvertiserChanges;
}) {
  const { t } = useTranslation('administrator');
  const { roles } = useSession();
  if (!roles.includes('admin')) return null;
  const send = async (values: Values) => {
    const body = changes(values);
    if (Object.keys(body).length === 0) return undefined;
    return answerOf(api.campaign.PATCH('/v1/advertisers/{id}', { params: { path: { id } }, body }));
  };
  return (
    <FormButton
      title={title}
      yes={t('save')}
      fields={fields}
      initial={initial}
      send={send}
      changes={[['advertisers'], ['quotas', id]]}
      advertiserId={id}
      trigger={(open) => (
        <Button variant="default" size="xs" leftSection={<IconPencil size={16} aria-hidden />} onClick={open}>
          {title}
        </Button>
      )}
    />
  );
}
