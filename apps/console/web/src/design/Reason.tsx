import { Text } from '@mantine/core';
import { useCodeWords } from './use-code-words';

/** Reason why something was refused or waits, in the person's language. */
export function Reason({ code }: { code: string }) {
  const { reason } = useCodeWords();
  return (
    <Text component="span" size="sm" title={code} inherit={false}>
      {reason(code)}
    </Text>
  );
}
