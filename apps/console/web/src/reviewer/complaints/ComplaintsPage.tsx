import { Button, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { useUrlState } from '../../design/url-state';
import { useAdvertiserNames } from '../../design/use-advertiser-names';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import { useSession } from '../../session/session';
import type { Complaint } from '../parts';
import { loadComplaints } from '../queue/load-open';
import { MatchComplaint } from './MatchComplaint';
import { TakeComplaints } from './TakeComplaints';

const STATES = ['unmatched', 'matched', 'resolved'] as const;

export function ComplaintsPage() {
  const { t } = useTranslation('reviewer');
  const { dateTime } = useFormats();
  const nameOf = useAdvertiserNames();
  const words = useCodeWords();
  const { roles } = useSession();
  const [{ state: wanted }, move] = useUrlState();
  const state = STATES.find((each) => each === wanted) ?? 'unmatched';
  const isDecider = roles.includes('reviewer') || roles.includes('admin');
  const mayDecide = state === 'unmatched' && isDecider;
  return (
    <>
      <PageHead
        title={t('complaints.title')}
        detail={t('complaints.detail')}
        actions={isDecider && <TakeComplaints />}
      />
      <SegmentedControl
        mb="md"
        aria-label={t('state')}
        value={state}
        onChange={(chosen) => move({ state: chosen === 'unmatched' ? undefined : chosen, cursor: undefined })}
        data={STATES.map((each) => ({ value: each, label: t(`complaints.states.${each}`) }))}
      />
      <PagedTable<Complaint>
        label={t('complaints.title')}
        question={['complaints', state]}
        load={(cursor, signal) => loadComplaints(state, cursor, signal)}
        rowKey={({ id }) => id}
        empty={<Empty>{t('complaints.none')}</Empty>}
        columns={[
          { label: t('text'), wide: true, cell: ({ text }) => text ?? t('complaints.noText') },
          { label: t('complaints.sender'), cell: ({ sender }) => sender },
          { label: t('complaints.source'), cell: ({ source }) => words.source(source) },
          { label: t('at'), cell: ({ receivedAt }) => dateTime(receivedAt) },
          state === 'unmatched'
            ? { label: t('complaints.why'), cell: ({ code }) => (code === undefined ? '–' : words.reason(code)) }
            : {
                label: t('advertiser'),
                cell: ({ advertiserId }) => (advertiserId === undefined ? '–' : nameOf(advertiserId)),
              },
          ...(state === 'resolved'
            ? [
                { label: t('reason'), wide: true, cell: ({ resolution }: Complaint) => resolution ?? '–' },
                { label: t('decidedBy'), cell: ({ resolvedBy }: Complaint) => resolvedBy ?? '–' },
                {
                  label: t('decidedAt'),
                  cell: ({ resolvedAt }: Complaint) => (resolvedAt === undefined ? '–' : dateTime(resolvedAt)),
                },
              ]
            : []),
          ...(mayDecide
            ? [
                {
                  label: t('complaints.act'),
                  cell: (complaint: Complaint) => (
                    <MatchComplaint
                      complaint={complaint}
                      trigger={(open) => (
                        <Button size="xs" variant="default" onClick={open}>
                          {t('complaints.match')}
                        </Button>
                      )}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
