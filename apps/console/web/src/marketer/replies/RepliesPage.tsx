import { SegmentedControl, Stack, Text } from '@mantine/core';
import type { Schemas } from '@stopsms/clients';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Empty } from '../../design/Empty';
import { MaskedNumber } from '../../design/MaskedNumber';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { StateBadge } from '../../design/StateBadge';
import { useUrlState } from '../../design/url-state';
import { useFormats } from '../../design/use-formats';
import { OfAdvertiser } from '../advertisers/OfAdvertiser';

type Reply = Schemas['inbound-mo']['RepliesAnswer']['items'][number];
type Kind = Reply['kind'];

const COLOUR: Record<Kind, string> = {
  'opt-out': 'red',
  start: 'green',
  contact: 'blue',
  help: 'blue',
  report: 'orange',
  waiting: 'yellow',
  other: 'gray.5',
};
const KINDS = ['opt-out', 'start', 'contact', 'help', 'report', 'waiting', 'other'] as const;

/** Replies of recipients, with the class of each. */
export function RepliesPage() {
  const { t } = useTranslation('marketer');
  return (
    <>
      <PageHead title={t('replies.title')} detail={t('replies.detail')} />
      <OfAdvertiser>{(advertiserId) => <Replies advertiserId={advertiserId} />}</OfAdvertiser>
    </>
  );
}

function Replies({ advertiserId }: { advertiserId: string }) {
  const { t } = useTranslation('marketer');
  const { dateTime } = useFormats();
  const [params, move] = useUrlState();
  const kind = KINDS.find((one) => one === params['kind']);
  const reveal = async (id: string) =>
    (await answerOf(api['inbound-mo'].GET('/v1/replies/{id}', { params: { path: { id }, query: { advertiserId } } })))
      .phone ?? t('replies.gone');
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('replies.kind')}
        value={kind ?? ''}
        onChange={(next) => move({ kind: next, cursor: undefined })}
        data={[
          { value: '', label: t('replies.all') },
          { value: 'opt-out', label: t('replies.kinds.opt-out') },
          { value: 'waiting', label: t('replies.kinds.waiting') },
          { value: 'start', label: t('replies.kinds.start') },
          { value: 'other', label: t('replies.kinds.other') },
        ]}
        maw={640}
        style={{ overflowX: 'auto' }}
      />
      <PagedTable<Reply>
        label={t('replies.title')}
        question={['replies', advertiserId, kind ?? '']}
        load={(cursor, signal) =>
          answerOf(
            api['inbound-mo'].GET('/v1/replies', {
              params: {
                query: {
                  advertiserId,
                  limit: 25,
                  ...(kind === undefined ? {} : { kind }),
                  ...(cursor === undefined ? {} : { cursor }),
                },
              },
              signal,
            }),
          )
        }
        rowKey={({ id }) => id}
        empty={<Empty>{t('replies.none')}</Empty>}
        columns={[
          {
            label: t('replies.text'),
            wide: true,
            cell: ({ text }) => (
              <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
                {text ?? t('replies.gone')}
              </Text>
            ),
          },
          {
            label: t('replies.kind'),
            cell: ({ kind: one }) => <StateBadge label={t(`replies.kinds.${one}`)} colour={COLOUR[one]} />,
          },
          {
            label: t('book.number'),
            cell: ({ id, maskedMsisdn }) =>
              maskedMsisdn === null ? '–' : <MaskedNumber number={maskedMsisdn} reveal={() => reveal(id)} />,
          },
          { label: t('campaigns.when'), cell: ({ receivedAt }) => dateTime(receivedAt) },
        ]}
      />
    </Stack>
  );
}
