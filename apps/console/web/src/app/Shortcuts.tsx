import { ActionIcon, Button, Kbd } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

// Opened by a key or a press only, so not part of the first page.
const GoAnywhere = lazy(async () => ({ default: (await import('./GoAnywhere')).GoAnywhere }));
const KeysDialog = lazy(async () => ({ default: (await import('./KeysDialog')).KeysDialog }));

const FIELDS = 'input, textarea, select, [contenteditable="true"]';

/** Button and keys that work on every page: Ctrl-K to go to a page, `?` for the list of keys. */
export function Shortcuts() {
  const { t } = useTranslation('app');
  const [open, setOpen] = useState<'goTo' | 'keys'>();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A dialog answers its own keys.
      if (event.defaultPrevented || document.querySelector('[role="dialog"]') !== null) return;
      const isGoTo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const isTyping = event.target instanceof HTMLElement && event.target.closest(FIELDS) !== null;
      if (!isGoTo && (event.key !== '?' || isTyping)) return;
      event.preventDefault();
      setOpen(isGoTo ? 'goTo' : 'keys');
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const close = () => setOpen(undefined);
  return (
    <>
      <Button
        visibleFrom="md"
        variant="default"
        size="compact-md"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd>{t('goTo.key')}</Kbd>}
        onClick={() => setOpen('goTo')}
      >
        {t('goTo.title')}
      </Button>
      <ActionIcon
        hiddenFrom="md"
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="lg"
        onClick={() => setOpen('goTo')}
        aria-label={t('goTo.title')}
      >
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
      <Suspense>
        {open === 'goTo' && <GoAnywhere close={close} />}
        {open === 'keys' && <KeysDialog close={close} />}
      </Suspense>
    </>
  );
}
