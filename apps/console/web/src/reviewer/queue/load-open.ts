import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';

// Lists of what waits for a reviewer: of their pages, and of the numbers in the menu.

const AT_ONCE = 100;

export const loadReviews = (
  state: 'open' | 'approved' | 'refused',
  limit: number,
  cursor: string | undefined,
  signal: AbortSignal,
) =>
  answerOf(
    api.compliance.GET('/v1/reviews', {
      params: { query: { state, limit, ...(cursor === undefined ? {} : { cursor }) } },
      signal,
    }),
  );

export const loadOpenReviews = (signal: AbortSignal) => loadReviews('open', AT_ONCE, undefined, signal);

export const loadOpenReplies = (signal: AbortSignal) =>
  answerOf(
    api['inbound-mo'].GET('/v1/unclassified-replies', { params: { query: { state: 'open', limit: AT_ONCE } }, signal }),
  );

export const loadComplaints = (
  state: 'unmatched' | 'matched' | 'resolved',
  cursor: string | undefined,
  signal: AbortSignal,
) =>
  answerOf(
    api.suppression.GET('/v1/abuse-reports', {
      params: { query: { state, limit: 20, ...(cursor === undefined ? {} : { cursor }) } },
      signal,
    }),
  );
