import { useQuery } from '@tanstack/react-query';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';

/** Countries and fields of the contacts of a book. */
export const useBookSummary = (id: string) =>
  useQuery({
    queryKey: ['contacts', id, 'summary'],
    queryFn: ({ signal }) =>
      answerOf(api.campaign.GET('/v1/address-books/{id}/summary', { params: { path: { id } }, signal })),
  });
