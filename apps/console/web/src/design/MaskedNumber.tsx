import { ActionIcon, Group, Text } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maskNumber, spaceNumber } from './mask-number';

/**
 * A phone number, masked until somebody who may see it asks for it, so that it is not read over a shoulder.
 * @param reveal - where the server gives out the whole number only when asked (and notes that it was): asks for it
 */
export function MaskedNumber({ number, reveal }: { number: string; reveal?: () => Promise<string> }) {
  const { t } = useTranslation('design');
  const [shown, setShown] = useState<string>();
  const canShow = reveal !== undefined || maskNumber(number) !== number;
  const toggle = async () => setShown(shown === undefined ? await (reveal?.() ?? Promise.resolve(number)) : undefined);
  return (
    <Group gap={4} wrap="nowrap" component="span" display="inline-flex">
      <Text component="span" ff="monospace" size="sm">
        {shown === undefined ? maskNumber(number) : spaceNumber(shown)}
      </Text>
      {canShow && (
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          size="sm"
          onClick={() => void toggle()}
          aria-label={shown === undefined ? t('showNumber') : t('hideNumber')}
        >
          {shown === undefined ? <IconEye size={16} aria-hidden /> : <IconEyeOff size={16} aria-hidden />}
        </ActionIcon>
      )}
    </Group>
  );
}
