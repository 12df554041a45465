import { Button, Collapse, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { csvFile } from '../../design/csv';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import { PageHead } from '../../design/PageHead';
import { saveFile } from '../../design/save-file';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import { useId } from '../../design/use-id';
import { useTitle } from '../../design/use-title';
import { campaignQuestion } from '../draft/use-draft';
import type { Campaign } from '../parts';
import { type Course, SERIES } from './course';
import { CourseChart } from './CourseChart';
import { CourseTable } from './CourseTable';
import { figuresOf } from './figures';
import { NotReached } from './NotReached';
import { groupReasons } from './reasons';

/** Report on one campaign: figures, course over time, and whom it did not reach and why; to be read, printed and exported. */
export function ReportPage() {
  const { t } = useTranslation('campaigns');
  const id = useId();
  const campaign = useQuery(campaignQuestion(id));
  const course = useQuery({
    queryKey: ['course', id],
    queryFn: ({ signal }) =>
      answerOf(api.campaign.GET('/v1/campaigns/{id}/course', { params: { path: { id } }, signal })),
  });
  return (
    <DataPage question={campaign}>
      {(of) => (
        <Stack>
          <Head campaign={of} course={course.data} />
          <Figures campaign={of} />
          <Title order={2}>{t('report.course')}</Title>
          <DataPage
            question={course}
            isEmpty={({ items }) => items.length === 0}
            empty={<Empty>{t('report.nothing')}</Empty>}
          >
            {(over) => <OverTime course={over} />}
          </DataPage>
          <NotReached campaign={of} />
        </Stack>
      )}
    </DataPage>
  );
}

function Head({ campaign, course }: { campaign: Campaign; course: Course | undefined }) {
  const { t } = useTranslation('campaigns');
  const { dateTimeZone } = useFormats();
  const words = useCodeWords();
  const { id, name, advertiserId, startedAt } = campaign;
  const title = t('report.of', { name });
  useTitle(title);
  const save = (over: Course) => {
    const reasons = groupReasons(campaign).flatMap(({ state, count, reasons: each }) => [
      [t(`report.states.${state}`), '', String(count)],
      ...each.map(({ code, count: ofReason }) => [t(`report.states.${state}`), words.reason(code), String(ofReason)]),
    ]);
    const lines = [
      [t('name'), name],
      ...figuresOf(campaign).map(({ figure, value }) => [t(`report.figures.${figure}`), String(value ?? '')]),
      [],
      ...reasons,
      [],
      [t('report.from'), ...SERIES.map((each) => t(`report.series.${each}`))],
      ...over.items.map((item) => [item.at, ...SERIES.map((each) => String(item[each]))]),
    ];
    saveFile(`${t('report.file')}-${id}.csv`, csvFile(lines));
  };
  return (
    <PageHead
      title={<span dir="auto">{title}</span>}
      advertiserId={advertiserId}
      {...(startedAt !== undefined && { detail: t('report.since', { at: dateTimeZone(startedAt) }) })}
      actions={
        <>
          <Button
            className="no-print"
            variant="default"
            component={Link}
            to={`/campaigns/${id}`}
            leftSection={<IconArrowLeft size={16} aria-hidden />}
          >
            {t('report.back')}
          </Button>
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
            disabled={course === undefined}
            onClick={() => course !== undefined && save(course)}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('report.export')}
          </Button>
        </>
      }
    />
  );
}

function Figures({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { number, share } = useFormats();
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }}>
      {figuresOf(campaign).map(({ figure, value, of }) => (
        <Paper key={figure} withBorder p="sm" data-testid={`figure-${figure}`}>
          <Text size="sm">{t(`report.figures.${figure}`)}</Text>
          <Text fz={24} fw={700}>
            {figure === 'stopRate' ? (value === undefined ? '–' : share(value, 1)) : number(value ?? 0)}
          </Text>
          {of !== undefined && (
            <Text size="sm" c="dimmed">
              {share(value ?? 0, of)}
            </Text>
          )}
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function OverTime({ course }: { course: Course }) {
  const { t } = useTranslation('campaigns');
  const [isOpen, setOpen] = useState(false);
  return (
    <Paper withBorder p="md" className="on-one-page">
      <CourseChart course={course} />
      <Button
        className="no-print"
        variant="subtle"
        size="sm"
        mt="xs"
        onClick={() => setOpen(!isOpen)}
        aria-expanded={isOpen}
      >
        {t(isOpen ? 'report.hideTable' : 'report.showTable')}
      </Button>
      <Collapse expanded={isOpen}>{isOpen && <CourseTable course={course} />}</Collapse>
    </Paper>
  );
}
