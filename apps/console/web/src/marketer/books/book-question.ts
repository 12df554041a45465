import { queryOptions } from '@tanstack/react-query';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';

export const bookQuestion = (id: string) =>
  queryOptions({
    queryKey: ['book', id],
    queryFn: ({ signal }) => answerOf(api.campaign.GET('/v1/address-books/{id}', { params: { path: { id } }, signal })),
  });
