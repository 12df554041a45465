import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

/**
 * Something a person does.
 * @param act - the call
 * @param changes - first parts of the keys of what it changes, which is asked anew when it has succeeded
 * @param then - what the page does next
 */
export function useAct<Given = void, Answer = unknown>(
  act: (given: Given) => Promise<Answer>,
  { changes = [], then }: { changes?: readonly QueryKey[]; then?: (answer: Answer, given: Given) => void } = {},
) {
  const questions = useQueryClient();
  // A second press may come before the page has shown that the first is under way.
  const isUnderWay = useRef(false);
  const mutation = useMutation<Answer, Error, Given>({
    mutationFn: act,
    onSuccess: async (answer, given) => {
      await Promise.all(changes.map((queryKey) => questions.invalidateQueries({ queryKey })));
      then?.(answer, given);
    },
    onSettled: () => {
      isUnderWay.current = false;
    },
  });
  const { mutate } = mutation;
  const once = useCallback(
    (given: Given) => {
      if (isUnderWay.current) return;
      isUnderWay.current = true;
      mutate(given);
    },
    [mutate],
  );
  return { ...mutation, mutate: once };
}
