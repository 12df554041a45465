import { Textarea, type TextareaProps } from '@mantine/core';

/** Field for the reason of an action, which is kept with it: the first field of its dialog. */
export function ReasonField({
  change,
  ...more
}: Pick<TextareaProps, 'label' | 'description' | 'onKeyDown'> & { value: string; change: (said: string) => void }) {
  return (
    <Textarea
      {...more}
      onChange={({ currentTarget }) => change(currentTarget.value)}
      required
      maxLength={500}
      autosize
      minRows={2}
      data-autofocus
    />
  );
}
