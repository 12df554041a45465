import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../design/use-formats';

/** Share of a file that is sent, and the way to end it. After the last byte the server reads the rest. */
export function UploadProgress({ share, label, cancel }: { share: number; label: string; cancel: () => void }) {
  const { t } = useTranslation(['marketer', 'design']);
  const { share: percent } = useFormats();
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {label}
      </Text>
      <Group wrap="nowrap">
        <Progress
          flex={1}
          size="lg"
          value={100 * share}
          striped={share === 1}
          animated={share === 1}
          aria-label={t('upload.sent')}
        />
        <Text size="sm" miw={160} ta="end">
          {share < 1 ? percent(share, 1) : t('upload.reading')}
        </Text>
        <Button variant="default" size="xs" onClick={cancel}>
          {t('design:cancel')}
        </Button>
      </Group>
    </Stack>
  );
}
