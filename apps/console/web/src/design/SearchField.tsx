import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useKeptState } from '../session/kept-fields';
import { useTranslation } from 'react-i18next';

/** A search that the server makes, once the person has typed what is sought and pressed Enter. */
export function SearchField({
  label,
  value,
  search,
  inputMode,
  isLabelShown = false,
}: {
  label: string;
  value: string;
  search: (sought: string) => void;
  inputMode?: 'tel' | 'search';
  /** Above the field instead of in it, where it would be cut. */
  isLabelShown?: boolean;
}) {
  const { t } = useTranslation('design');
  const [typed, setTyped] = useKeptState(`search ${label}`, value);
  const [last, setLast] = useState(value);
  // Back and forward change what is sought.
  if (last !== value) {
    setLast(value);
    setTyped(value);
  }
  return (
    <form
      role="search"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        search(typed.trim());
      }}
    >
      <TextInput
        {...(isLabelShown ? { label } : { 'aria-label': label, placeholder: label })}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        inputMode={inputMode}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          typed === '' ? undefined : (
            <CloseButton
              size="sm"
              aria-label={t('clearSearch')}
              onClick={() => {
                setTyped('');
                search('');
              }}
            />
          )
        }
      />
    </form>
  );
}
