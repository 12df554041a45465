import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { PagedTable } from '../../design/PagedTable';
import { Reason } from '../../design/Reason';
import { useFormats } from '../../design/use-formats';

/** The messages behind one figure, with all their reasons and their proofs. */
export function ObservedMessages({ advertiserId, day, code }: { advertiserId: string; day: string; code: string }) {
  const { t } = useTranslation('marketer');
  const { dateTime } = useFormats();
  return (
    <PagedTable
      question={['observed-messages', advertiserId, day, code]}
      label={t('enforcement.messages')}
      empty={<Empty>{t('enforcement.deleted')}</Empty>}
      load={(cursor, signal) =>
        answerOf(
          api.compliance.GET('/v1/advertisers/{id}/observed/messages', {
            params: { path: { id: advertiserId }, query: { day, code, ...(cursor !== undefined && { cursor }) } },
            signal,
          }),
        )
      }
      rowKey={({ messageId }) => messageId}
      columns={[
        {
          label: t('enforcement.message'),
          wide: true,
          cell: ({ messageId }) => (
            <Anchor component={Link} to={`/proofs/${messageId}`} size="sm">
              {messageId}
            </Anchor>
          ),
        },
        { label: t('enforcement.at'), cell: ({ at }) => dateTime(at) },
        { label: t('enforcement.level'), cell: ({ level }) => t(`enforcement.levels.${level}`) },
        {
          label: t('enforcement.reasons'),
          cell: ({ codes }) => (
            <Stack gap={2}>
              {codes.map((each) => (
                <Text key={each} component="span" size="sm">
                  <Reason code={each} />
                </Text>
              ))}
            </Stack>
          ),
        },
      ]}
    />
  );
}
