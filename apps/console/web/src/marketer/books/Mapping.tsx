import { NativeSelect, SimpleGrid, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportPreview } from '../parts';
import { DATE_FORMS, type DateForm, PARTS, type UploadOptions } from './upload-options';

/** Columns of a file, its dates, and values of rows that have none. */
export function Mapping({
  headers,
  guessed,
  isPhoneMissing,
  options,
  change,
}: {
  headers: string[];
  /** Columns that the preview took. */
  guessed: ImportPreview['columns'] | undefined;
  /** No column is known to hold the numbers. */
  isPhoneMissing: boolean;
  options: UploadOptions;
  change: (options: UploadOptions) => void;
}) {
  const { t } = useTranslation('marketer');
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('upload.mapping.hint')}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {PARTS.map((part) => (
          <NativeSelect
            key={part}
            label={t(`upload.mapping.parts.${part}`)}
            error={part === 'phone' && isPhoneMissing && !options.columns.phone && t('upload.mapping.choosePhone')}
            value={options.columns[part] ?? ''}
            onChange={({ currentTarget }) =>
              change({ ...options, columns: { ...options.columns, [part]: currentTarget.value } })
            }
            data={[
              {
                value: '',
                label:
                  guessed?.[part] === undefined
                    ? t('upload.mapping.notFound')
                    : t('upload.mapping.guessed', { column: guessed[part] }),
              },
              ...headers.map((name) => ({ value: name, label: name })),
            ]}
          />
        ))}
        <NativeSelect
          label={t('upload.mapping.dates')}
          value={options.dates}
          onChange={({ currentTarget }) => change({ ...options, dates: currentTarget.value as DateForm })}
          data={DATE_FORMS.map((form) => ({ value: form, label: t(`upload.mapping.dateForms.${form}`) }))}
        />
        <TextInput
          label={t('upload.mapping.country')}
          description={t('upload.mapping.countryHint')}
          maxLength={2}
          value={options.country}
          onChange={({ currentTarget }) => change({ ...options, country: currentTarget.value })}
        />
        <TextInput
          label={t('upload.mapping.source')}
          description={t('upload.mapping.sourceHint')}
          maxLength={200}
          value={options.source}
          onChange={({ currentTarget }) => change({ ...options, source: currentTarget.value })}
        />
      </SimpleGrid>
      <Textarea
        label={t('upload.mapping.wording')}
        description={t('upload.mapping.wordingHint')}
        autosize
        minRows={2}
        maxLength={1_000}
        value={options.wording}
        onChange={({ currentTarget }) => change({ ...options, wording: currentTarget.value })}
      />
    </Stack>
  );
}
