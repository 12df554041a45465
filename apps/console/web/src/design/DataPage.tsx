import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from './Empty';
import { Loading } from './Loading';
import { ProblemView } from './ProblemView';

/** State of a query in TanStack Query; of several, see `useQueries`. */
interface Question<T> {
  data: T | undefined;
  error: Error | null;
  isPending: boolean;
  refetch: () => unknown;
}

/**
 * The one way to show the response of a service: while it loads, when it refuses or is down, when the person may not see it, when there
 * is nothing, and when there is something.
 */
export function DataPage<T>({
  question,
  isEmpty = () => false,
  empty,
  children,
}: {
  question: Question<T>;
  isEmpty?: (data: T) => boolean;
  /** Shown when there is nothing, best with the way to change that. */
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const { t } = useTranslation('design');
  const { data, error } = question;
  if (data !== undefined) {
    if (isEmpty(data)) return empty ?? <Empty>{t('empty')}</Empty>;
    return children(data);
  }
  if (error !== null) return <ProblemView error={error} retry={() => void question.refetch()} />;
  return <Loading />;
}
