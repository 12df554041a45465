import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../design/use-formats';
import type { UnknownField } from './fields';

/** Fields of a text that the address book does not have, and those that some of its contacts have no value for. */
export function FieldFaults({
  unknown,
  incomplete,
  contacts,
  replace,
}: {
  unknown: readonly UnknownField[];
  /** With how many contacts have no value. */
  incomplete: readonly { name: string; missing: number }[];
  contacts: number;
  replace: (field: UnknownField, by: string) => void;
}) {
  const { t } = useTranslation('marketer');
  const { number } = useFormats();
  return (
    <>
      {unknown.length > 0 && (
        <Alert color="red" title={t('draft.fields.refused')}>
          <Stack gap="xs">
            {unknown.map((field) => (
              <Group key={field.from} justify="space-between" gap="xs">
                <Text size="sm">
                  {t('draft.fields.unknown', { field: field.written })}
                  {field.suggestion !== undefined && ` ${t('draft.fields.meant', { field: braced(field.suggestion) })}`}
                </Text>
                {field.suggestion !== undefined && (
                  <Button
                    size="xs"
                    leftSection={<IconWand size={14} aria-hidden />}
                    onClick={() => replace(field, braced(field.suggestion ?? ''))}
                    aria-label={t('draft.fields.replace', { field: field.written, by: braced(field.suggestion) })}
                  >
                    {t('draft.text.fix')}
                  </Button>
                )}
              </Group>
            ))}
          </Stack>
        </Alert>
      )}
      {incomplete.map(({ name, missing }) => (
        <Alert key={name} color="orange">
          {t('draft.fields.incomplete', {
            field: braced(name),
            count: missing,
            number: number(missing),
            contacts: number(contacts),
          })}
        </Alert>
      ))}
    </>
  );
}

export const braced = (name: string): string => `{{${name}}}`;
