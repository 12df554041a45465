import {
  ActionIcon,
  Box,
  Button,
  Group,
  Menu,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconChevronDown, IconLogout, IconMoon, IconSun, IconUser } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pendingDecisions } from '../reviewer/queue/pending-decisions';
import { changeLanguage, languages } from '../i18n/language';
import { signOut, useSession } from '../session/session';

// Dialogs are no part of the first page.
const StillSignedIn = lazy(async () => ({ default: (await import('./StillSignedIn')).StillSignedIn }));

/** Language, colours, and who is signed in. */
export function PersonMenu() {
  const { t, i18n } = useTranslation('app');
  const { name, roles } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const [error, setError] = useState<unknown>();
  const other = languages.find((language) => language !== i18n.language) ?? 'fr';
  return (
    <Group gap={4} wrap="nowrap">
      <Button
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="compact-sm"
        lang={other}
        onClick={() => void changeLanguage(other)}
        // Begins with what is visible: whoever speaks to the browser says that.
        aria-label={`${other.toUpperCase()} – ${t(`languages.${other}`)}`}
      >
        {other.toUpperCase()}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        size="lg"
        onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
        aria-label={isDark ? t('light') : t('dark')}
      >
        {isDark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
      </ActionIcon>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            size="compact-md"
            leftSection={<IconUser size={18} aria-hidden />}
            rightSection={
              <Box component="span" visibleFrom="xs">
                <IconChevronDown size={14} aria-hidden />
              </Box>
            }
            aria-label={t('person', { name })}
          >
            <Text component="span" size="sm" truncate maw={120} visibleFrom="xs">
              {name}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label c="var(--mantine-color-text)">
            {name}
            <br />
            {roles.map((role) => t(`roles.${role}`)).join(', ')}
          </Menu.Label>
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => void pendingDecisions.sendAll().then(signOut).catch(setError)}
          >
            {t('signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {error !== undefined && (
        <Suspense>
          <StillSignedIn error={error} close={() => setError(undefined)} />
        </Suspense>
      )}
    </Group>
  );
}
