import { answerOf, unreachable } from '../../api/answer';
import { api } from '../../api/clients';
import { problemOf } from '../../api/problem';
import type { Preflight } from '../parts';

export interface Progress {
  done: number;
  of: number;
}

type Line = { progress: Progress } | { result: Preflight } | { problem: { status: number } };

/**
 * Forecast of a campaign, with its progress while it runs. Aborting the signal ends it at the server, too.
 * @param perSecond - rate for the estimated end; the usual one if undefined
 * @throws ProblemError
 */
export async function followPreflight(
  id: string,
  perSecond: number | undefined,
  signal: AbortSignal,
  report: (progress: Progress) => void,
): Promise<Preflight> {
  const stream = await answerOf(
    api.campaign.POST('/v1/campaigns/{id}/preflight/progress', {
      params: { path: { id } },
      body: perSecond === undefined ? {} : { perSecond },
      parseAs: 'stream',
      signal,
    }),
  );
  for await (const line of linesOf(stream as ReadableStream<Uint8Array<ArrayBuffer>>)) {
    const said = JSON.parse(line) as Line;
    if ('result' in said) return said.result;
    if ('problem' in said) throw problemOf(said.problem.status, said.problem);
    report(said.progress);
  }
  return unreachable(undefined);
}

async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read().catch(unreachable);
    const lines = (rest + (value ?? '')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield line;
    if (done) break;
  }
  if (rest !== '') yield rest;
}
