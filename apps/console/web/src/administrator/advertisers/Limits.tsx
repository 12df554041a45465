import { Group, Paper, SimpleGrid, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { Facts } from '../../design/Facts';
import { type Field, type Values, changesOf } from '../../design/form/field';
import { useFormats } from '../../design/use-formats';
import type { Advertiser, AdvertiserChanges } from '../parts';
import { CAP_HOURS, DAYS, capValues, capsOf } from './limits';
import { Change } from './Change';
import { useCountries } from './use-advertiser-fields';

/** Quotas with their use, caps, countries and sending hours. */
export function Limits({ advertiser }: { advertiser: Advertiser }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Quotas advertiser={advertiser} />
      <Caps advertiser={advertiser} />
      <Countries advertiser={advertiser} />
      <Hours advertiser={advertiser} />
    </SimpleGrid>
  );
}

function Part({
  advertiser: { id },
  title,
  facts,
  edit,
  ...form
}: {
  advertiser: Advertiser;
  title: string;
  facts: readonly (readonly [string, string])[];
  edit: string;
  fields: readonly Field[];
  initial: Values;
  changes: (after: Values) => AdvertiserChanges;
}) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack h="100%" justify="space-between">
        <Stack gap="sm">
          <Title order={2} size="h4">
            {title}
          </Title>
          <Facts facts={facts} />
        </Stack>
        <Group>
          <Change id={id} title={edit} {...form} />
        </Group>
      </Stack>
    </Paper>
  );
}

function Quotas({ advertiser }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { number } = useFormats();
  const { id, quotas } = advertiser;
  const { data: used } = useQuery({
    queryKey: ['quotas', id],
    queryFn: ({ signal }) =>
      answerOf(api.compliance.GET('/v1/advertisers/{id}/quotas', { params: { path: { id } }, signal })),
  });
  const fields: Field[] = [
    { name: 'quotas/messagesPerDay', label: t('limits.perDay'), hint: t('limits.quotaHint'), kind: 'number' },
    { name: 'quotas/messagesPerMonth', label: t('limits.perMonth'), hint: t('limits.quotaHint'), kind: 'number' },
  ];
  const initial: Values = {
    'quotas/messagesPerDay': String(quotas?.messagesPerDay ?? ''),
    'quotas/messagesPerMonth': String(quotas?.messagesPerMonth ?? ''),
  };
  const of = (limit: number | undefined, count = 0) =>
    t(limit === undefined ? 'limits.usedUnlimited' : 'limits.used', {
      used: number(count),
      limit: number(limit ?? 0),
    });
  return (
    <Part
      advertiser={advertiser}
      title={t('limits.quotas')}
      edit={t('limits.editQuotas')}
      facts={[
        [t('limits.perDay'), of(quotas?.messagesPerDay, used?.day.used)],
        [t('limits.perMonth'), of(quotas?.messagesPerMonth, used?.month.used)],
      ]}
      fields={fields}
      initial={initial}
      changes={(after) => changesOf(fields, initial, after)}
    />
  );
}

function Caps({ advertiser }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { number } = useFormats();
  const { frequencyCaps: caps = [] } = advertiser;
  const fields: Field[] = [
    ...CAP_HOURS.map((hours) => ({ name: `cap/${hours}`, label: t(`limits.caps.${hours}`), kind: 'number' as const })),
    { name: 'other', label: t('limits.caps.other'), hint: t('limits.caps.otherHint'), kind: 'list' },
  ];
  const initial = capValues(caps);
  return (
    <Part
      advertiser={advertiser}
      title={t('limits.capsTitle')}
      edit={t('limits.editCaps')}
      facts={
        caps.length === 0
          ? [[t('limits.capsTitle'), t('limits.noCap')]]
          : caps.map(({ adverts, hours }) => [
              t('limits.period', { count: hours, number: number(hours) }),
              t('limits.adverts', { count: adverts, number: number(adverts) }),
            ])
      }
      fields={fields}
      initial={initial}
      changes={(after) => {
        const frequencyCaps = capsOf(after);
        return JSON.stringify(frequencyCaps) === JSON.stringify(capsOf(initial)) ? {} : { frequencyCaps };
      }}
    />
  );
}

function Countries({ advertiser }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { region } = useFormats();
  const { countries = [] } = advertiser;
  const fields: Field[] = [
    {
      ...{ name: 'countries', label: t('limits.countries'), hint: t('limits.countriesHint') },
      ...{ kind: 'list', options: useCountries() },
    },
  ];
  const initial: Values = { countries: countries.join('\n') };
  return (
    <Part
      advertiser={advertiser}
      title={t('limits.countries')}
      edit={t('limits.editCountries')}
      facts={[
        [t('limits.countries'), countries.length === 0 ? t('limits.anyCountry') : countries.map(region).join(', ')],
      ]}
      fields={fields}
      initial={initial}
      changes={(after) => changesOf(fields, initial, after)}
    />
  );
}

function Hours({ advertiser }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { sendingHours: hours = {} } = advertiser;
  const fields: Field[] = DAYS.map((day) => ({
    ...{ name: `sendingHours/${day}`, label: t(`limits.days.${day}`), max: 20 },
    ...(day === 'monday' && { hint: t('limits.hoursHint') }),
  }));
  const initial: Values = Object.fromEntries(DAYS.map((day) => [`sendingHours/${day}`, hours[day] ?? '']));
  const words = (given: string | undefined) =>
    given === undefined ? t('limits.byLaw') : given === 'closed' ? t('limits.closed') : given;
  return (
    <Part
      advertiser={advertiser}
      title={t('limits.hours')}
      edit={t('limits.editHours')}
      facts={DAYS.map((day) => [t(`limits.days.${day}`), words(hours[day])])}
      fields={fields}
      initial={initial}
      changes={(after) => changesOf(fields, initial, after)}
    />
  );
}
