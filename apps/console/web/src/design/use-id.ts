import { useParams } from '@tanstack/react-router';

/** The `$id` of the address. */
export function useId(): string {
  const { id } = useParams({ strict: false }) as { id?: string };
  if (id === undefined) throw new Error('The address of this page has no id.');
  return id;
}
