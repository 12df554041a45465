import { Alert, List, Paper, Text } from '@mantine/core';
import { IconBan, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useAdvertiserNames } from '../../design/use-advertiser-names';
import { useFormats } from '../../design/use-formats';
import type { PersonStatusView } from '../parts';

/** `*` is every advertiser; `<id>/<stream>` one stream of one. */
export function useScopeWords(): (scope: string) => string {
  const { t } = useTranslation('auditor');
  const nameOf = useAdvertiserNames();
  return (scope) => {
    if (scope === '*') return t('person.everyone');
    const [id = '', stream] = scope.split('/');
    return stream === undefined ? nameOf(id) : `${nameOf(id)} (${stream})`;
  };
}

/** Reason why a number is blocked, or that it is not. */
export function PersonStatus({ known: { optOuts, number } }: { known: PersonStatusView }) {
  const { t } = useTranslation('auditor');
  const { dateTimeSeconds } = useFormats();
  const scopeWords = useScopeWords();
  const out = optOuts.filter(({ state }) => state === 'out');
  return (
    <>
      <Alert
        color={out.length > 0 ? 'red' : 'teal'}
        icon={out.length > 0 ? <IconBan aria-hidden /> : <IconCheck aria-hidden />}
        title={t(out.length > 0 ? 'person.blocked' : 'person.notBlocked')}
      >
        <List size="sm">
          {optOuts.map(({ scope, state, source, since }) => (
            <List.Item key={scope}>
              {t(`person.standing.${state}`, {
                scope: scopeWords(scope),
                at: dateTimeSeconds(since),
                how: t(`person.how.${source}`),
              })}
            </List.Item>
          ))}
        </List>
      </Alert>
      <Paper withBorder p="sm">
        <Text size="sm">{t(`person.numberState.${number.state}`)}</Text>
      </Paper>
    </>
  );
}
