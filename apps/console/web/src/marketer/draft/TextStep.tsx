import { Grid, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataPage } from '../../design/DataPage';
import { useBookSummary } from '../books/use-book-summary';
import { Loading } from '../../design/Loading';
import type { Advertiser, Campaign } from '../parts';
import { FieldFaults } from './FieldFaults';
import { TestSend } from './TestSend';
import { TextEditor } from './TextEditor';
import { TextReading } from './TextReading';
import { placeholdersOf, unknownFieldsOf } from './fields';
import { fixed } from './marks';
import type { Draft } from './use-draft';
import { useCheck } from './use-check';

/** The text, and what becomes of it, while it is written. */
export function TextStep({
  draft,
  campaign,
  advertiser,
}: {
  draft: Draft;
  campaign: Campaign;
  advertiser: Advertiser;
}) {
  const { t } = useTranslation('marketer');
  // Typed text is kept here at once: a field whose letters come back by way of the draft loses some of who types fast.
  const [text, setText] = useState(campaign.text);
  const write = (next: string) => {
    setText(next);
    draft.change({ text: next });
  };
  const summary = useBookSummary(campaign.addressBookId).data;
  const reading = useCheck(text, campaign, advertiser, summary);
  const { data, isNow } = reading;
  const fields = summary?.fields.map(({ name }) => name) ?? [];
  const unknown = summary === undefined ? [] : unknownFieldsOf(text, fields);
  const used = new Set(placeholdersOf(text).map(({ name }) => name));
  const incomplete = (summary?.fields ?? [])
    .map(({ name, contacts }) => ({ name, missing: (summary?.contacts ?? 0) - contacts }))
    .filter(({ name, missing }) => used.has(name) && missing > 0);
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <Stack>
          <div>
            <Text size="sm" fw={500} id="category" mb={4}>
              {t('draft.text.category')}
            </Text>
            <SegmentedControl
              aria-labelledby="category"
              fullWidth
              value={campaign.category}
              onChange={(category) =>
                draft.change(
                  category === 'marketing'
                    ? { category, mention: 'insert' }
                    : { category: 'informative', mention: null },
                )
              }
              data={['marketing', 'informative'].map((value) => ({ value, label: t(`category.${value}`) }))}
            />
          </div>
          <TextEditor
            text={text}
            change={write}
            editor={isNow ? data?.check.editor : undefined}
            fields={fields}
            unknown={unknown}
          />
          {campaign.category === 'marketing' && (
            <Switch
              checked={campaign.mention === 'insert'}
              onChange={({ currentTarget }) => draft.change({ mention: currentTarget.checked ? 'insert' : null })}
              label={t('draft.text.insert')}
              description={t('draft.text.insertHint', { code: advertiser.shortCode })}
            />
          )}
          <TestSend campaign={campaign} save={draft.save} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Stack gap="sm" mb="sm" aria-live="polite">
          <FieldFaults
            unknown={unknown}
            incomplete={incomplete}
            contacts={summary?.contacts ?? 0}
            replace={({ from, to }, by) => write(text.slice(0, from) + by + text.slice(to))}
          />
        </Stack>
        {text.trim() === '' ? (
          <Text c="dimmed">{t('draft.text.write')}</Text>
        ) : data === undefined && reading.error === null ? (
          <Loading />
        ) : (
          <DataPage question={reading}>
            {({ text: of, check, longest }) => (
              <TextReading
                check={check}
                longest={longest}
                regions={summary?.regions ?? []}
                hasFault={unknown.length > 0}
                isNow={isNow}
                fix={(one) => write(fixed(of, one))}
              />
            )}
          </DataPage>
        )}
      </Grid.Col>
    </Grid>
  );
}
