import { Box, Button, Group, Text, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { braced } from './FieldFaults';
import { type Check, type Mark, stretchesOf } from './marks';
import './text-editor.css';

/** Maximum of fields offered: those that most contacts have. */
const OFFERED = 12;

const STYLE: Record<Mark, string> = {
  refused: 'is-refused',
  costly: 'is-costly',
  advert: 'is-advert',
  part: 'is-part',
};

/**
 * A field that shows findings beneath the letters of the text: a second copy of the text lies behind it, of which only the
 * marks are seen. Their meaning is written beside the field, for those who do not see them.
 * @param fields - of the address book, to be put in by a press
 * @param unknown - positions of fields that the book does not have
 * @param editor - of this very text; undefined while it is being read
 */
export function TextEditor({
  text,
  change,
  editor,
  fields,
  unknown,
}: {
  text: string;
  change: (text: string) => void;
  editor: Check['editor'] | undefined;
  fields: readonly string[];
  unknown: readonly { from: number; to: number }[];
}) {
  const { t } = useTranslation('marketer');
  const stretches = stretchesOf(text, editor, unknown);
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {};
    change(text.slice(0, from) + braced(name) + text.slice(to));
    field.current?.focus();
  };
  return (
    <>
      <Box className="text-editor">
        <div className="text-editor-marks" aria-hidden="true" data-testid="marks">
          {stretches.map((stretch, index) => (
            <span key={index} className={stretch.marks.map((mark) => STYLE[mark]).join(' ')}>
              {stretch.text}
            </span>
          ))}
          {'\u200b'}
        </div>
        <Textarea
          label={t('draft.text.label')}
          ref={field}
          classNames={{ input: 'text-editor-input' }}
          value={text}
          onChange={({ currentTarget }) => change(currentTarget.value)}
          autosize
          minRows={5}
          maxLength={1_600}
          spellCheck
        />
      </Box>
      {fields.length > 0 && (
        <Group gap={6} role="group" aria-label={t('draft.fields.insert')}>
          <Text size="sm">{t('draft.fields.insert')}</Text>
          {fields.slice(0, OFFERED).map((name) => (
            <Button key={name} size="compact-xs" variant="default" onClick={() => insert(name)}>
              {braced(name)}
            </Button>
          ))}
        </Group>
      )}
      {fields.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('draft.fields.none')}
        </Text>
      )}
    </>
  );
}
