import { rangeOf } from '../../design/range';
import type { CampaignState } from '../parts';

export const STATES: readonly CampaignState[] = ['draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled'];
export const SORTS = ['-created', '-when', 'when', 'name', '-name', '-delivered', '-stopRate'] as const;

/** Words of the address by which a list is filtered and sorted; the cursor is of one such list. */
export const FILTERS = ['named', 'state', 'tag', 'from', 'to', 'archived', 'sort'] as const;
type Params = Readonly<Record<string, string | undefined>>;

/** Query of the service for what the address says; a value that nothing can be listed by is left out. */
export function listQuestion(advertiserId: string, params: Params) {
  const { named, tag } = params;
  const state = STATES.find((each) => each === params['state']);
  const sort = SORTS.find((each) => each === params['sort']);
  const { from, to } = rangeOf(params['from'], params['to']);
  return {
    advertiserId,
    ...(named !== undefined && named !== '' && { named }),
    ...(tag !== undefined && tag !== '' && { tag }),
    ...(state && { state }),
    ...(sort && { sort }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { before: to }),
    ...(params['archived'] === 'include' && { archived: 'include' as const }),
  };
}

export const isFiltered = (params: Params): boolean =>
  FILTERS.some((name) => name !== 'sort' && name !== 'archived' && (params[name] ?? '') !== '');
