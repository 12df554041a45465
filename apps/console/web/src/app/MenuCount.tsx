import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Screen } from '../design/screen';

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
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Badge size="sm" color="red.9" circle={data.items.length < 10 && data.nextCursor === undefined}>
      {data.items.length}
      {data.nextCursor !== undefined && '+'}
    </Badge>
  );
}
