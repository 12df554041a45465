import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Schemas } from '@stopsms/clients';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import type { Campaign } from '../parts';

export type Changes = Schemas['campaign']['DraftChangesDto'];

/** How long a person pauses before what was typed goes to the server. */
const PAUSE_MS = 600;

export interface Draft {
  /** Shown at once, on the server soon after. */
  change: (changes: Changes) => void;
  /** Brings to the server what is not there yet; throws what it refuses. */
  save: () => Promise<void>;
  state: 'saved' | 'saving' | 'failed';
  error: unknown;
}

export const campaignQuestion = (id: string) => ({
  queryKey: ['campaign', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    answerOf(api.campaign.GET('/v1/campaigns/{id}', { params: { path: { id } }, signal })),
});

/** @returns the campaign with the changes in it; what is null is taken away */
export function changed(campaign: Campaign, changes: Changes): Campaign {
  const next: Record<string, unknown> = { ...campaign };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete next[name];
    else if (value !== undefined) next[name] = value;
  }
  return next as unknown as Campaign;
}

/** A draft that is kept on the server while it is written, so that reload, back and another machine lose nothing. */
export function useDraft(id: string) {
  const question = useQuery(campaignQuestion(id));
  const questions = useQueryClient();
  const waiting = useRef<Changes>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const underWay = useRef<Promise<void>>(Promise.resolve());
  const [state, setState] = useState<Draft['state']>('saved');
  const [error, setError] = useState<unknown>();

  const send = useCallback(async () => {
    const { text, ...others } = waiting.current;
    // An empty text cannot be kept; the last one stays until something is written.
    const changes = text === undefined || text.trim() === '' ? others : { ...others, text };
    waiting.current = {};
    if (Object.keys(changes).length === 0) return setState('saved');
    setState('saving');
    try {
      const kept = await answerOf(
        api.campaign.PATCH('/v1/campaigns/{id}', { params: { path: { id } }, body: changes }),
      );
      questions.setQueryData(['campaign', id], changed(kept, waiting.current));
      setError(undefined);
      setState(Object.keys(waiting.current).length === 0 ? 'saved' : 'saving');
    } catch (fault) {
      waiting.current = { ...changes, ...waiting.current };
      setError(fault);
      setState('failed');
      throw fault;
    }
  }, [id, questions]);

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    // One after the other, so that an older change never overwrites a newer one.
    const turn = underWay.current.catch(() => undefined).then(send);
    underWay.current = turn;
    await turn;
  }, [send]);

  const change = useCallback(
    (changes: Changes) => {
      waiting.current = { ...waiting.current, ...changes };
      questions.setQueryData<Campaign>(['campaign', id], (before) => before && changed(before, changes));
      setState('saving');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save().catch(() => undefined), PAUSE_MS);
    },
    [id, questions, save],
  );

  // What was typed just before leaving is kept too.
  useEffect(() => () => void save().catch(() => undefined), [save]);
  const draft: Draft = { change, save, state, error };
  return { question, draft };
}
