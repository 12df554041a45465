import { Anchor, Button, Checkbox, Group, Text } from '@mantine/core';
import { IconRotateClockwise } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { useAct } from '../../api/use-act';
import { Confirm } from '../../design/Confirm';
import { Empty } from '../../design/Empty';
import { NotFound } from '../../design/NotFound';
import { PageHead } from '../../design/PageHead';
import { PagedTable } from '../../design/PagedTable';
import { useFormats } from '../../design/use-formats';
import { useKeptState } from '../../session/kept-fields';
import { useSession } from '../../session/session';
import { everyones } from '../everyones';
import { SERVICES, type ServiceName } from '../../api/services';
import type { DeadLetter } from '../parts';
import { Cause } from './Cause';
import { LetterButton } from './LetterButton';

/** The dead letters of one topic: why, where from; some or all go back. */
const NONE: string[] = [];

export function LettersPage() {
  const { service: asked, topic = '' } = useParams({ strict: false }) as { service?: string; topic?: string };
  const service = SERVICES.find((each) => each === asked);
  return service === undefined ? <NotFound /> : <Letters service={service} topic={topic} />;
}

function Letters({ service, topic }: { service: ServiceName; topic: string }) {
  const { t } = useTranslation('operator');
  const { dateTime, number } = useFormats();
  const { roles } = useSession();
  const [chosen, setChosen] = useKeptState<string[]>('chosen', NONE);
  const mayReplay = roles.includes('operator') || roles.includes('admin');
  const toggle = (offset: string) =>
    setChosen(chosen.includes(offset) ? chosen.filter((one) => one !== offset) : [...chosen, offset]);
  return (
    <>
      <PageHead
        title={topic}
        detail={
          <Anchor component={Link} to="/dead-letters">
            {t('letters.all')}
          </Anchor>
        }
        actions={mayReplay && <Replay service={service} topic={topic} chosen={chosen} done={() => setChosen(NONE)} />}
      />
      <PagedTable<DeadLetter>
        label={topic}
        question={['dead-letters', service, topic]}
        load={(cursor, signal) =>
          answerOf(
            everyones(service).GET('/v1/dead-letters/{topic}', {
              params: { path: { topic }, query: { limit: 25, ...(cursor === undefined ? {} : { cursor }) } },
              signal,
            }),
          )
        }
        rowKey={({ offset }) => offset}
        empty={<Empty>{t('letters.nothing')}</Empty>}
        columns={[
          ...(mayReplay
            ? [
                {
                  label: t('letters.choose'),
                  cell: ({ offset }: DeadLetter) => (
                    <Checkbox
                      aria-label={t('letters.chooseOne', { offset })}
                      checked={chosen.includes(offset)}
                      onChange={() => toggle(offset)}
                    />
                  ),
                },
              ]
            : []),
          {
            label: t('letters.cause'),
            wide: true,
            cell: ({ service: by, code, reason }) => (
              <>
                <Text size="sm" c="dimmed">
                  {by}
                </Text>
                <Cause code={code} reason={reason} />
              </>
            ),
          },
          { label: t('letters.at'), cell: ({ at }) => (at === undefined ? '–' : dateTime(at)) },
          {
            label: t('letters.source'),
            cell: ({ source }) => (source === undefined ? '–' : `${source.partition} / ${source.offset}`),
          },
          { label: t('letters.bytes'), numeric: true, cell: ({ bytes }) => number(bytes) },
          {
            label: t('letters.look'),
            cell: ({ offset }) => <LetterButton service={service} topic={topic} offset={offset} />,
          },
        ]}
      />
    </>
  );
}

function Replay({
  service,
  topic,
  chosen,
  done,
}: {
  service: ServiceName;
  topic: string;
  chosen: readonly string[];
  done: () => void;
}) {
  const { t } = useTranslation('operator');
  const { number } = useFormats();
  const [result, setResult] = useState('');
  const replay = useAct(
    () =>
      answerOf(
        everyones(service).POST('/v1/dead-letters/{topic}/replay', {
          params: { path: { topic } },
          body: chosen.length === 0 ? { all: true } : { offsets: [...chosen] },
        }),
      ),
    {
      changes: [['dead-letters']],
      then: ({ replayed, before, inJournal, undecodable, isAll }) => {
        setResult(
          [
            t('letters.went', { count: replayed, number: number(replayed) }),
            ...(before > 0 ? [t('letters.before', { count: before, number: number(before) })] : []),
            ...(inJournal > 0 ? [t('letters.inJournal', { count: inJournal, number: number(inJournal) })] : []),
            ...(undecodable > 0 ? [t('letters.undecodable', { count: undecodable, number: number(undecodable) })] : []),
            ...(isAll ? [] : [t('letters.more')]),
          ].join(' '),
        );
        done();
      },
    },
  );
  return (
    <Group gap="xs">
      <Text size="sm" role="status">
        {result}
      </Text>
      <Confirm
        trigger={(open) => (
          <Button leftSection={<IconRotateClockwise size={16} aria-hidden />} onClick={open}>
            {chosen.length === 0
              ? t('letters.replayAll')
              : t('letters.replayChosen', { number: number(chosen.length) })}
          </Button>
        )}
        title={t('letters.replay')}
        yes={t('letters.replay')}
        act={() => replay.mutateAsync()}
      >
        {t('letters.meaning', { topic })}
      </Confirm>
    </Group>
  );
}
