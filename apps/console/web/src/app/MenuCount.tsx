import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Screen } from '../design/screen';
import { usePendingDecisions } from '../reviewer/queue/UndoList';

/** Asked when a page is opened, once a minute at most: each look at such a list is in the audit log. */
const STALE_MS = 60_000;

/** Number of items that wait on a screen; nothing while none does. */
export function MenuCount({ waiting: { question, load } }: { waiting: NonNullable<Screen['waiting']> }) {
  const { data } = useQuery({
    queryKey: question,
    queryFn: ({ signal }) => load(signal),
    staleTime: STALE_MS,
    retry: false,
  });
  const decided = new Set(usePendingDecisions().map(({ id }) => id));
  const count = data?.items.filter(({ id }) => !decided.has(id)).length ?? 0;
  if (data === undefined || count === 0) return null;
  return (
    <Badge size="sm" color="red.9" circle={count < 10 && data.nextCursor === undefined}>
      {count}
      {data.nextCursor !== undefined && '+'}
    </Badge>
  );
}
