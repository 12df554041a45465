import { Modal, Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session';
import { maySee, menuOf, screens } from './screens';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Pages of one thing, by its id. */
const BY_ID = [
  { path: '/campaigns/$id', words: 'goTo.campaign' },
  { path: '/proofs/$id', words: 'goTo.proof' },
  { path: '/address-books/$id', words: 'goTo.book' },
] as const;

/** Dialog that opens a page by its name, or a thing by its id. */
export function GoAnywhere({ close }: { close: () => void }) {
  const { t } = useTranslation('app');
  const { roles } = useSession();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const id = typed.trim();
  const pages = menuOf(roles).map(({ path, title }) => ({ value: path, label: t(title) }));
  const things = ID.test(id)
    ? BY_ID.filter(({ path }) => screens.some((screen) => screen.path === path && maySee(screen, roles))).map(
        ({ path, words }) => ({ value: path.replace('$id', id.toLowerCase()), label: t(words, { id }) }),
      )
    : [];
  return (
    <Modal
      opened
      onClose={close}
      title={t('goTo.title')}
      closeButtonProps={{ 'aria-label': t('design:close') }}
      transitionProps={{ duration: 0 }}
      // Room for the list, which is inside the dialog.
      styles={{ body: { minHeight: 460 } }}
    >
      <Select
        label={t('goTo.label')}
        description={t('goTo.detail')}
        data={[...things, ...pages]}
        // What has the id is there because of the id.
        filter={({ options, search }) => {
          const sought = foldLetters(search);
          return options.filter(
            (option) => 'label' in option && (things.includes(option) || foldLetters(option.label).includes(sought)),
          );
        }}
        value={null}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(path) => {
          if (path === null) return;
          close();
          void navigate({ to: path });
        }}
        nothingFoundMessage={t('design:emptySearch')}
        searchable
        selectFirstOptionOnChange
        defaultDropdownOpened
        // The dialog scrolls: an area of its own would be one that no key reaches.
        withScrollArea={false}
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        data-autofocus
      />
    </Modal>
  );
}

/** Letters without accents and case. */
const foldLetters = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
