import { Box, Button, Grid, Group, Kbd, NavLink, Paper, Stack, Text } from '@mantine/core';
import { type QueryKey, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataPage } from '../../design/DataPage';
import { Empty } from '../../design/Empty';
import type { Page } from '../../design/PagedTable';
import { useUrlState } from '../../design/url-state';
import { useKeptState } from '../../session/kept-fields';
import { DecideDialog, type Verdict } from './DecideDialog';
import { usePendingDecisions } from './UndoList';
import { useKeys } from './use-keys';

/** As in mail programs and editors. */
const ON = 'j';
const BACK = 'k';

/**
 * Items that wait for a person, longest waiting first: one is read, decided with a letter, and the next one is there. `j` and `k`
 * go on and back. The current one is in the URL.
 */
export function DecisionQueue<Item extends { id: string }>({
  question,
  load,
  label,
  textOf,
  detail,
  verdicts,
}: {
  question: QueryKey;
  load: (signal: AbortSignal) => Promise<Page<Item>>;
  /** Label of the list. */
  label: string;
  textOf: (item: Item) => string;
  detail: (item: Item) => ReactNode;
  verdicts: readonly Verdict[];
}) {
  const { t } = useTranslation('reviewer');
  const waiting = useQuery({ queryKey: question, queryFn: ({ signal }) => load(signal), refetchInterval: 30_000 });
  const decided = new Set(usePendingDecisions().map(({ id }) => id));
  const open = waiting.data && { ...waiting.data, items: waiting.data.items.filter(({ id }) => !decided.has(id)) };
  return (
    <DataPage
      question={{ ...waiting, data: open }}
      isEmpty={({ items }) => items.length === 0}
      empty={<Empty>{t('queueEmpty')}</Empty>}
    >
      {({ items, nextCursor }) => (
        <Queue
          items={items}
          hasMore={nextCursor !== undefined}
          question={question}
          label={label}
          textOf={textOf}
          detail={detail}
          verdicts={verdicts}
        />
      )}
    </DataPage>
  );
}

function Queue<Item extends { id: string }>({
  items,
  hasMore,
  question,
  label,
  textOf,
  detail,
  verdicts,
}: {
  items: readonly Item[];
  hasMore: boolean;
  question: QueryKey;
  label: string;
  textOf: (item: Item) => string;
  detail: (item: Item) => ReactNode;
  verdicts: readonly Verdict[];
}) {
  const { t } = useTranslation('reviewer');
  const [{ id: chosen }, move] = useUrlState();
  const [letter, setLetter] = useKeptState('verdict', '');
  const verdict = verdicts.find(({ key }) => key === letter);
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === chosen),
  );
  const item = items[at];
  const keys = useMemo((): Record<string, () => void> => {
    const go = (to: number) => move({ id: items[to]?.id ?? chosen }, true);
    return {
      [ON]: () => go(Math.min(at + 1, items.length - 1)),
      [BACK]: () => go(Math.max(at - 1, 0)),
      ...Object.fromEntries(verdicts.map((each) => [each.key, () => setLetter(each.key)])),
    };
  }, [at, chosen, items, move, verdicts, setLetter]);
  useKeys(keys);
  if (item === undefined) return null;
  const close = (isDone: boolean) => {
    setLetter('');
    if (!isDone) return;
    move({ id: (items[at + 1] ?? items[at - 1])?.id }, true);
  };
  return (
    <Grid gap="md">
      <Grid.Col span={4} visibleFrom="md">
        <Box component="ol" m={0} p={0} aria-label={label}>
          {items.map((each) => (
            <Box component="li" key={each.id} style={{ listStyle: 'none' }}>
              <NavLink
                component="button"
                label={
                  <Text span size="sm" lineClamp={2}>
                    {textOf(each)}
                  </Text>
                }
                active={each === item}
                aria-current={each === item ? 'true' : undefined}
                onClick={() => move({ id: each.id }, true)}
              />
            </Box>
          ))}
        </Box>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Paper withBorder p="md" component="section" aria-label={t('chosen')} aria-live="polite">
          <Stack>
            <Group justify="space-between">
              <Text size="sm" c="dimmed">
                {t(hasMore ? 'positionOfMore' : 'positionOf', { position: at + 1, count: items.length })}
              </Text>
              <Group gap="xs">
                <Button
                  size="xs"
                  variant="default"
                  disabled={at === 0}
                  onClick={keys[BACK]}
                  rightSection={<Kbd>{BACK}</Kbd>}
                >
                  {t('back')}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  disabled={at === items.length - 1}
                  onClick={keys[ON]}
                  rightSection={<Kbd>{ON}</Kbd>}
                >
                  {t('on')}
                </Button>
              </Group>
            </Group>
            <Text fz="lg" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {textOf(item)}
            </Text>
            {detail(item)}
            <Group>
              {verdicts.map((each) => (
                <Button
                  key={each.key}
                  color={each.colour}
                  rightSection={<Kbd>{each.key}</Kbd>}
                  onClick={() => setLetter(each.key)}
                >
                  {each.label}
                </Button>
              ))}
            </Group>
          </Stack>
        </Paper>
      </Grid.Col>
      {verdict !== undefined && (
        <DecideDialog
          key={item.id}
          verdict={verdict}
          id={item.id}
          text={textOf(item)}
          changes={question.slice(0, 1)}
          close={close}
        />
      )}
    </Grid>
  );
}
