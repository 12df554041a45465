import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';

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
  return useMutation<Answer, Error, Given>({
    mutationFn: act,
    onSuccess: async (answer, given) => {
      await Promise.all(changes.map((queryKey) => questions.invalidateQueries({ queryKey })));
      then?.(answer, given);
    },
  });
}
