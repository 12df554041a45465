import { Code, Group, Paper, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../design/Facts';
import { type Values, changesOf } from '../../design/form/field';
import { useFormats } from '../../design/use-formats';
import type { Advertiser, AdvertiserChanges } from '../parts';
import { Change } from './Change';
import { useAdvertiserFields } from './use-advertiser-fields';

/** Name, company, sender, codes and contact. */
export function Settings({ advertiser }: { advertiser: Advertiser }) {
  const { t } = useTranslation('administrator');
  const { dateTime, region } = useFormats();
  const { id, name, legalName, registration = '', country, sender, shortCode, contact = '', createdAt } = advertiser;
  const { codes, linkHosts } = advertiser;
  const known = useAdvertiserFields();
  const fields = [known.name, known.registration, known.sender, known.contact, known.codes, known.linkHosts];
  const before: Values = {
    ...{ name, registration, sender, contact },
    ...{ codes: codes.join('\n'), linkHosts: linkHosts.join('\n') },
  };
  const changes = (after: Values): AdvertiserChanges => {
    const changed = changesOf<Record<string, unknown>>(fields, before, after);
    // The only list that may become empty, and it is no null then.
    return { ...changed, ...(changed['linkHosts'] === null && { linkHosts: [] }) };
  };
  const list = (items: readonly string[]) => (items.length === 0 ? '–' : items.join(', '));
  return (
    <Paper withBorder p="md">
      <Stack>
        <Facts
          facts={[
            [t('fields.name'), <bdi key="name">{name}</bdi>],
            [t('fields.legalName'), <bdi key="legalName">{legalName}</bdi>],
            [t('fields.registration'), registration || '–'],
            [t('fields.country'), region(country)],
            [t('fields.sender'), sender],
            [t('fields.shortCode'), shortCode],
            [t('fields.codes'), list(codes)],
            [t('fields.contact'), contact || '–'],
            [t('fields.linkHosts'), list(linkHosts)],
            [t('advertiser.created'), dateTime(createdAt)],
            [t('advertiser.id'), <Code key="id">{id}</Code>],
          ]}
        />
        <Group>
          <Change id={id} title={t('advertiser.edit')} fields={fields} initial={before} changes={changes} />
        </Group>
      </Stack>
    </Paper>
  );
}
