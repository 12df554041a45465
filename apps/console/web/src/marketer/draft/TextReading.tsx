import { Alert, Badge, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconEye, IconUserSearch, IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../design/Facts';
import { Reason } from '../../design/Reason';
import { useCodeWords } from '../../design/use-code-words';
import { useFormats } from '../../design/use-formats';
import { type Check, type Fix, roomLeft } from './marks';
import { UnreachableCountries } from './UnreachableCountries';
import type { Longest } from './use-check';

const VERDICT = {
  accept: { colour: 'green', Icon: IconCheck },
  review: { colour: 'orange', Icon: IconUserSearch },
  refuse: { colour: 'red', Icon: IconAlertTriangle },
} as const;

/** Result of the check of a text in words, with fixes. */
export function TextReading({
  check,
  longest,
  regions,
  hasFault,
  isNow,
  fix,
}: {
  check: Check;
  longest: Longest | undefined;
  /** Countries of the recipients. */
  regions: readonly { region: string; contacts: number }[];
  /** Something else keeps the text from leaving, and is said elsewhere. */
  hasFault: boolean;
  isNow: boolean;
  fix: (fix: Fix) => void;
}) {
  const { t } = useTranslation('marketer');
  const { colour, Icon } = VERDICT[check.verdict];
  const isSaid = hasFault && check.verdict === 'accept';
  return (
    <Stack gap="sm" aria-live="polite" aria-busy={!isNow}>
      {!isSaid && (
        <Alert color={colour} icon={<Icon aria-hidden />} title={t(`draft.text.verdict.${check.verdict}`)}>
          {check.reasons.length > 0 && (
            <List size="sm" spacing={4}>
              {check.reasons.map(({ code }) => (
                <List.Item key={code}>
                  <Reason code={code} />
                </List.Item>
              ))}
            </List>
          )}
        </Alert>
      )}
      <AtLevel check={check} />
      <UnreachableCountries check={check} regions={regions} />
      <Fixes check={check} isNow={isNow} fix={fix} />
      <Figures check={check} longest={longest} />
      <CategoryReading check={check} />
    </Stack>
  );
}

/** Note on a text that only full enforcement would refuse. */
function AtLevel({ check: { verdict, enforcement } }: { check: Check }) {
  const { t } = useTranslation('marketer');
  if (verdict !== 'refuse' || enforcement?.verdict === undefined || enforcement.verdict === 'refuse') return null;
  return (
    <Alert color="blue" icon={<IconEye aria-hidden />} title={t('draft.text.observed.title')}>
      {t('draft.text.observed.detail')}
    </Alert>
  );
}

function Fixes({ check, isNow, fix }: { check: Check; isNow: boolean; fix: (fix: Fix) => void }) {
  const { t } = useTranslation('marketer');
  // The reason of a refusal is listed above.
  const listed = new Set(check.reasons.map(({ code }) => code));
  return check.editor.fixes.map((one) => (
    <Paper key={`${one.why} ${one.replaceFrom} ${one.with}`} withBorder p="xs">
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Stack gap={2} miw={0}>
          {!listed.has(one.why) && <Reason code={one.why} />}
          <Text size="sm" ff="monospace">
            {one.with.trim() === '' ? t('draft.text.leaveOut') : one.with.trim()}
          </Text>
          {one.savesParts !== undefined && one.savesParts > 0 && (
            <Text size="xs" c="dimmed">
              {t('draft.text.saves', { count: one.savesParts })}
            </Text>
          )}
        </Stack>
        <Button
          size="xs"
          disabled={!isNow}
          onClick={() => fix(one)}
          leftSection={<IconWand size={14} aria-hidden />}
          style={{ flexShrink: 0 }}
        >
          {t('draft.text.fix')}
        </Button>
      </Group>
    </Paper>
  ));
}

function Figures({
  check: { segments, mention, window, editor },
  longest,
}: {
  check: Check;
  longest: Longest | undefined;
}) {
  const { t } = useTranslation('marketer');
  const { dateTime } = useFormats();
  const varies = longest !== undefined && longest.parts > segments.parts;
  const costly = editor.costly.filter(({ savesParts }) => savesParts > 0);
  return (
    <Facts
      facts={[
        [
          t('draft.text.parts'),
          varies ? (
            <Varying key="parts" least={segments.parts} longest={longest} />
          ) : (
            <span key="parts">
              {t('draft.text.partsOf', { count: segments.parts })}
              {' – '}
              {t('draft.text.room', { count: roomLeft(segments) })}
            </span>
          ),
        ],
        ...(costly.length === 0
          ? []
          : [
              [
                t('draft.text.costly'),
                <Group key="costly" gap={4}>
                  {costly.map(({ character, with: by }) => (
                    <Badge key={character} variant="outline" color="orange" tt="none" c="var(--mantine-color-text)">
                      {by === undefined ? character : `${character} → ${by}`}
                    </Badge>
                  ))}
                </Group>,
              ] as const,
            ]),
        [t('draft.text.mention'), t(`draft.text.mentions.${mention.verdict}`)],
        [
          t('draft.text.window'),
          window.open
            ? t('draft.text.open')
            : window.nextOpening === null
              ? t('draft.text.never')
              : t('draft.text.opens', { at: dateTime(window.nextOpening) }),
        ],
      ]}
    />
  );
}

/** Length that depends on the values of a contact, with the longest ones as the reason. */
function Varying({ least, longest: { parts, values, characters } }: { least: number; longest: Longest }) {
  const { t } = useTranslation('marketer');
  const quoted = Object.values(values)
    .map((value) => `« ${value} »`)
    .join(', ');
  return (
    <span>
      {t('draft.text.partsVary', { least, most: parts })}
      <Text size="xs" c="dimmed">
        {characters.length === 0
          ? t('draft.text.longest', { values: quoted })
          : t('draft.text.longestCostly', { values: quoted, characters: characters.join(' ') })}
      </Text>
    </span>
  );
}

function CategoryReading({ check: { category } }: { check: Check }) {
  const { t } = useTranslation('marketer');
  const words = useCodeWords();
  return (
    <Paper withBorder p="sm">
      <Title order={3} mb={4}>
        {t('draft.text.readAs', { category: t(`category.${category.found}`) })}
      </Title>
      <Text size="sm" c="dimmed">
        {t('draft.text.certainty', { percent: Math.round(category.score) })}
      </Text>
      {category.signals.length > 0 && (
        <List size="sm" mt={6} spacing={2}>
          {category.signals.slice(0, 6).map(({ code, evidence }) => (
            <List.Item key={`${code} ${evidence}`}>
              <b>{evidence}</b>
              {` – ${words.signal(code)}`}
            </List.Item>
          ))}
        </List>
      )}
    </Paper>
  );
}
