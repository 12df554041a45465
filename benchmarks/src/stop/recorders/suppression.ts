import type { OptOutRequest } from '../../../../apps/suppression/src/opt-outs/opt-out-request';
import { RecordOptOuts } from '../../../../apps/suppression/src/opt-outs/record-opt-outs';
import type { Note } from '../steps-recorder';
import { around } from './around';

export function record(note: Note): void {
  const keys = (requests: OptOutRequest[]) => requests.map(({ recipientKey }) => recipientKey);
  around(
    RecordOptOuts,
    'execute',
    (requests: OptOutRequest[]) => note('recording', keys(requests)),
    (requests) => note('recorded', keys(requests)),
  );
}
