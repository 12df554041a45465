import { Checkbox, Select, TagsInput, TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAdvertiserList } from '../use-advertiser-names';
import { type Field, itemsOf } from './field';

const MAX_OPTIONS = 50;
const TYPES = { instant: 'datetime-local', number: 'number', phone: 'tel' } as const;

interface InputProps {
  field: Field;
  value: string;
  change: (value: string) => void;
  error?: string | undefined;
}

/** Input of a field, with its hint and its fault. */
export function FieldInput({ field, value, change, error }: InputProps) {
  const { kind, label, hint, required = false, options = [] } = field;
  const { t } = useTranslation('design');
  const common = { label, required, error, ...(hint !== undefined && { description: hint }) };
  if (kind === 'words') {
    return (
      <Textarea
        {...common}
        value={value}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        autosize
        minRows={2}
        maxRows={8}
        dir="auto"
      />
    );
  }
  if (kind === 'box') {
    return (
      <Checkbox
        {...common}
        checked={value !== ''}
        onChange={({ currentTarget }) => change(currentTarget.checked ? 'true' : '')}
      />
    );
  }
  if (kind === 'list') {
    return (
      <TagsInput
        {...common}
        // An asterisk only: the list is not in the text that the browser would ask for.
        required={false}
        withAsterisk={required}
        value={itemsOf(value)}
        onChange={(items) => change(items.join('\n'))}
        data={options.map((option) => option.value)}
        renderOption={({ option }) => options.find((each) => each.value === option.value)?.label ?? option.value}
        splitChars={[',', ';', ' ']}
        acceptValueOnBlur
        clearButtonProps={{ 'aria-label': t('clear') }}
        withScrollArea={false}
        comboboxProps={{ withinPortal: false }}
      />
    );
  }
  if (kind === 'choice') return <Choice {...common} options={options} value={value} change={change} />;
  if (kind === 'advertiser') return <AdvertiserField field={field} value={value} change={change} error={error} />;
  return (
    <TextInput
      {...common}
      {...(kind !== undefined && { type: TYPES[kind] })}
      {...(kind === 'number' && { min: 0 })}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      autoComplete="off"
      dir="auto"
    />
  );
}

function Choice({
  options,
  value,
  change,
  required,
  ...common
}: {
  label: string;
  description?: string;
  error?: string | undefined;
  required: boolean;
  options: readonly { value: string; label: string }[];
  value: string;
  change: (value: string) => void;
}) {
  const { t } = useTranslation('design');
  return (
    <Select
      {...common}
      required={required}
      data={[...options]}
      value={value === '' ? null : value}
      onChange={(chosen) => change(chosen ?? '')}
      allowDeselect={!required}
      clearable={!required}
      clearButtonProps={{ 'aria-label': t('clear') }}
      searchable={options.length > 8}
      limit={MAX_OPTIONS}
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
      comboboxProps={{ withinPortal: false }}
    />
  );
}

function AdvertiserField({ field: { label, hint, required = false, options = [] }, value, change, error }: InputProps) {
  const { data } = useAdvertiserList();
  const all = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Choice
      label={label}
      required={required}
      error={error}
      {...(hint !== undefined && { description: hint })}
      options={[...options, ...all]}
      value={value}
      change={change}
    />
  );
}
