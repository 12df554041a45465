import { Box, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Check, type Mark, stretchesOf } from './marks';
import './text-editor.css';

const STYLE: Record<Mark, string> = {
  refused: 'is-refused',
  costly: 'is-costly',
  advert: 'is-advert',
  part: 'is-part',
};

/**
 * A field in which what is said of the text stands beneath its letters: a second copy of the text lies behind it, of which only the
 * marks are seen. What they mean is told in words beside the field, so nothing is lost to who does not see them.
 * @param editor - of this very text; undefined while it is being read
 */
export function TextEditor({
  text,
  change,
  editor,
}: {
  text: string;
  change: (text: string) => void;
  editor: Check['editor'] | undefined;
}) {
  const { t } = useTranslation('marketer');
  const stretches = editor === undefined ? [{ text, marks: [] }] : stretchesOf(text, editor);
  return (
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
        description={t('draft.text.hint')}
        inputWrapperOrder={['label', 'input', 'description']}
        classNames={{ input: 'text-editor-input' }}
        value={text}
        onChange={({ currentTarget }) => change(currentTarget.value)}
        autosize
        minRows={5}
        maxLength={1_600}
        spellCheck
      />
    </Box>
  );
}
