import { Anchor, Button, Stack, Table, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { csvFile } from '../../design/csv';
import { Empty } from '../../design/Empty';
import { Loading } from '../../design/Loading';
import { PageHead } from '../../design/PageHead';
import { ProblemView } from '../../design/ProblemView';
import { saveFile } from '../../design/save-file';
import { useUrlState } from '../../design/url-state';
import { useFormats } from '../../design/use-formats';
import { campaignQuestion } from '../draft/use-draft';
import type { Campaign } from '../parts';
import { comparedIn } from './compared';
import { figuresOf } from './figures';

/** Figures of two to five campaigns side by side. The ids are in the address, so that a link compares the same. */
export function ComparePage() {
  const { t } = useTranslation('campaigns');
  const [params] = useUrlState();
  const ids = comparedIn(params['ids']);
  const questions = useQueries({ queries: ids.map(campaignQuestion) });
  const failed = questions.find(({ error }) => error !== null);
  const campaigns = questions.flatMap(({ data }) => (data === undefined ? [] : [data]));
  return (
    <Stack>
      {ids.length < 2 ? (
        <>
          <PageHead title={t('compare.title')} />
          <Empty
            action={
              <Button component={Link} to="/campaigns">
                {t('compare.back')}
              </Button>
            }
          >
            {t('compare.none')}
          </Empty>
        </>
      ) : failed !== undefined ? (
        <ProblemView error={failed.error} retry={() => void failed.refetch()} />
      ) : campaigns.length < ids.length ? (
        <Loading />
      ) : (
        <Compared campaigns={campaigns} />
      )}
    </Stack>
  );
}

function Compared({ campaigns }: { campaigns: readonly Campaign[] }) {
  const { t } = useTranslation('campaigns');
  const { dateTime, number, share } = useFormats();
  const rows = campaigns.map(figuresOf);
  const figures = rows[0]?.map(({ figure }) => figure) ?? [];
  const whenOf = ({ startedAt, sendAt, createdAt }: Campaign) => startedAt ?? sendAt ?? createdAt;
  const valueOf = (column: number, row: number) => rows[column]?.[row];
  const save = () => {
    const lines = [
      [t('compare.figure'), ...campaigns.map(({ name }) => name)],
      [t('compare.when'), ...campaigns.map(whenOf)],
      ...figures.map((figure, row) => [
        t(`report.figures.${figure}`),
        ...campaigns.map((_, column) => String(valueOf(column, row)?.value ?? '')),
      ]),
    ];
    saveFile(`${t('compare.file')}.csv`, csvFile(lines));
  };
  return (
    <>
      <PageHead
        title={t('compare.title')}
        actions={
          <>
            <Button
              className="no-print"
              variant="default"
              onClick={() => window.print()}
              leftSection={<IconPrinter size={16} aria-hidden />}
            >
              {t('report.print')}
            </Button>
            <Button
              className="no-print"
              variant="default"
              onClick={save}
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t('report.export')}
            </Button>
          </>
        }
      />
      <Table.ScrollContainer minWidth={160 + 180 * campaigns.length} type="native">
        <Table aria-label={t('compare.title')} verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('compare.figure')}</Table.Th>
              {campaigns.map((campaign) => (
                <Table.Th key={campaign.id} ta="end" style={{ overflowWrap: 'anywhere' }}>
                  <Anchor component={Link} to={`/campaigns/${campaign.id}/report`} underline="hover" dir="auto">
                    {campaign.name}
                  </Anchor>
                  <Text size="sm" c="dimmed" fw={400}>
                    {dateTime(whenOf(campaign))}
                  </Text>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {figures.map((figure, row) => (
              <Table.Tr key={figure}>
                <Table.Th scope="row" fw={400}>
                  {t(`report.figures.${figure}`)}
                </Table.Th>
                {campaigns.map(({ id }, column) => {
                  const { value, of } = valueOf(column, row) ?? { value: undefined };
                  return (
                    <Table.Td key={id} ta="end">
                      {figure === 'stopRate' ? (value === undefined ? '–' : share(value, 1)) : number(value ?? 0)}
                      {of !== undefined && (
                        <Text size="sm" c="dimmed">
                          {share(value ?? 0, of)}
                        </Text>
                      )}
                    </Table.Td>
                  );
                })}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
