import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Schemas } from '@stopsms/clients';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { ProblemError } from '../../api/problem';
import { rememberField, takeField } from '../../session/kept-fields';
import type { Campaign } from '../parts';

export type Changes = Schemas['campaign']['DraftChangesDto'];

/** Pause in typing after which the draft is saved. */
const PAUSE_MS = 600;

/** Changes that have not reached the server, and the version that they were made to. */
interface Kept {
  id: string;
  changes: Changes;
  version: number | undefined;
}
/** Key in `kept-fields`. */
const KEPT = 'draft';

export interface Draft {
  /** Shown at once, on the server soon after. */
  change: (changes: Changes) => void;
  /** Brings to the server what is not there yet; throws what it refuses. */
  save: () => Promise<void>;
  /** `conflict`: somebody else changed it meanwhile, and a person decides which of both counts. */
  state: 'saved' | 'saving' | 'failed' | 'conflict';
  error: unknown;
  /** Resolves a conflict with the version of the other person. */
  takeTheirs: () => Promise<void>;
  /** Resolves a conflict with the version shown here. */
  keepOurs: () => Promise<void>;
  /** Another where the draft was replaced by what the server has: fields begin anew. */
  generation: number;
}

export const campaignQuestion = (id: string) => ({
  queryKey: ['campaign', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    answerOf(api.campaign.GET('/v1/campaigns/{id}', { params: { path: { id } }, signal })),
});

/** @returns the campaign with the changes in it; what is null is taken away */
function changed(campaign: Campaign, changes: Changes): Campaign {
  const next: Record<string, unknown> = { ...campaign };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete next[name];
    else if (value !== undefined) next[name] = value;
  }
  return next as unknown as Campaign;
}

/** A draft that is kept on the server while it is written, so that reload, back and another machine lose nothing. */
export function useDraft(id: string) {
  // What was read a moment ago may have been a scheduled campaign, which has been taken back since.
  const question = useQuery({ ...campaignQuestion(id), refetchOnMount: 'always' });
  const questions = useQueryClient();
  const waiting = useRef<Changes>({});
  const sending = useRef<Changes>({});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const underWay = useRef<Promise<void>>(Promise.resolve());
  const [state, setState] = useState<Draft['state']>('saved');
  const [error, setError] = useState<unknown>();
  const [generation, setGeneration] = useState(0);
  // Of what is shown, so that nobody else's change is overwritten unseen.
  const version = useRef<number>(undefined);
  const seen = question.isFetchedAfterMount ? question.data : undefined;
  useEffect(() => {
    version.current ??= seen?.version;
  }, [seen]);
  const keep = useCallback(() => {
    const changes = { ...sending.current, ...waiting.current };
    const isNothing = Object.keys(changes).length === 0;
    rememberField(KEPT, isNothing ? undefined : ({ id, changes, version: version.current } satisfies Kept));
  }, [id]);

  const send = useCallback(async () => {
    const { text, ...others } = waiting.current;
    // An empty text cannot be kept; the last one stays until something is written.
    const changes = text === undefined || text.trim() === '' ? others : { ...others, text };
    waiting.current = {};
    if (Object.keys(changes).length === 0) {
      keep();
      return setState('saved');
    }
    sending.current = changes;
    setState('saving');
    try {
      const header = version.current === undefined ? {} : { 'If-Match': `"${version.current}"` };
      const kept = await answerOf(
        api.campaign.PATCH('/v1/campaigns/{id}', { params: { path: { id }, header }, body: changes }),
      );
      version.current = kept.version;
      sending.current = {};
      keep();
      questions.setQueryData(['campaign', id], changed(kept, waiting.current));
      setError(undefined);
      setState(Object.keys(waiting.current).length === 0 ? 'saved' : 'saving');
    } catch (fault) {
      waiting.current = { ...changes, ...waiting.current };
      sending.current = {};
      keep();
      setError(fault);
      setState(fault instanceof ProblemError && fault.code === 'changed-meanwhile' ? 'conflict' : 'failed');
      throw fault;
    }
  }, [id, questions, keep]);

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
      keep();
      questions.setQueryData<Campaign>(['campaign', id], (before) => before && changed(before, changes));
      setState('saving');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save().catch(() => undefined), PAUSE_MS);
    },
    [id, questions, save, keep],
  );

  const read = useCallback(async () => {
    const now = await questions.fetchQuery({ ...campaignQuestion(id), staleTime: 0 });
    version.current = now.version;
    return now;
  }, [id, questions]);

  const takeTheirs = useCallback(async () => {
    waiting.current = {};
    keep();
    await read();
    setState('saved');
    setGeneration((before) => before + 1);
  }, [read, keep]);

  const keepOurs = useCallback(async () => {
    const now = await read();
    questions.setQueryData(['campaign', id], changed(now, waiting.current));
    await save();
  }, [id, questions, read, save]);

  // Typed before the session ended, by the same person: it goes on from the version that it was typed in.
  const isRead = seen !== undefined;
  useEffect(() => {
    const typed = isRead ? (takeField(KEPT) as Kept | undefined) : undefined;
    if (typed?.id !== id) return;
    version.current = typed.version ?? version.current;
    queueMicrotask(() => {
      change(typed.changes);
      setGeneration((before) => before + 1);
    });
  }, [isRead, id, change]);

  // What was typed just before leaving is kept too.
  useEffect(() => () => void save().catch(() => undefined), [save]);
  const draft: Draft = { change, save, state, error, takeTheirs, keepOurs, generation };
  // What was read the last time may be somebody else's by now.
  return { question: { ...question, data: seen }, draft };
}
