import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { answerOf } from '../../api/answer';
import { api } from '../../api/clients';
import { uploadFetch } from '../../api/upload-fetch';
import { useAct } from '../../api/use-act';
import { useKeptState } from '../../session/kept-fields';
import { formOf } from './file-row';
import { GUESSED, type UploadOptions, queryOf } from './upload-options';

/** Receiver of the progress of a call, and the signal that ends it. */
interface Way {
  report: (share: number) => void;
  signal: AbortSignal;
}

interface Chosen {
  file: File;
  options: UploadOptions;
}

const TYPES = { json: 'application/json', csv: 'text/csv' };

/** A file goes to the server as it is, whatever its size, and is imported behind the answer: the page may be closed meanwhile. */
const sent = (bookId: string, { file, options }: Chosen, withoutConsent: boolean, way: Way) => ({
  params: {
    path: { id: bookId },
    query: { withoutConsent: withoutConsent ? ('true' as const) : ('false' as const), ...queryOf(options) },
  },
  // The call below sends the file itself.
  body: '' as never,
  bodySerializer: (body: unknown) => body as string,
  fetch: uploadFetch(file, way.report),
  signal: way.signal,
  headers: { 'content-type': TYPES[formOf(file)] },
});

/** A file of contacts with its options: checked, and imported as it was checked. */
export function useUpload(bookId: string) {
  const [file, setFile] = useState<File | null>(null);
  const [withoutConsent, setWithoutConsent] = useKeptState('without consent', false);
  const [options, setOptions] = useKeptState('import options', GUESSED);
  const navigate = useNavigate();
  const [sentShare, setSentShare] = useState(0);
  const call = useRef<AbortController>(undefined);
  const begin = (): Way => {
    const { signal } = (call.current = new AbortController());
    setSentShare(0);
    return { report: setSentShare, signal };
  };
  const check = useAct((chosen: Chosen) =>
    // A file without any consent is previewed too, so that the person sees what is missing.
    answerOf(api.campaign.POST('/v1/address-books/{id}/imports/check', sent(bookId, chosen, true, begin()))),
  );
  const start = useAct(
    (chosen: Chosen) =>
      answerOf(api.campaign.POST('/v1/address-books/{id}/imports', sent(bookId, chosen, withoutConsent, begin()))),
    { changes: [['imports', bookId]], then: ({ id }) => void navigate({ to: `/imports/${id}` }) },
  );
  /** Results count for the file and the options that were sent, not for those chosen since. */
  const isCurrent = ({ variables }: { variables: Chosen | undefined }) =>
    file !== null && variables?.file === file && variables.options === options;
  const failureOf = (act: { variables: Chosen | undefined; error: Error | null }) =>
    isCurrent(act) && act.error?.name !== 'AbortError' ? act.error : null;
  const isOfFile = file !== null && check.variables?.file === file;
  return {
    file,
    choose: (next: File | null) => {
      call.current?.abort();
      setFile(next);
      setOptions({ ...options, columns: {} });
    },
    withoutConsent,
    setWithoutConsent,
    options,
    setOptions: (next: UploadOptions) => {
      if (check.isPending) call.current?.abort();
      setOptions(next);
    },
    check: () => file !== null && check.mutate({ file, options }),
    isChecking: check.isPending,
    start: () => file !== null && start.mutate({ file, options }),
    isStarting: start.isPending,
    /** Undefined until the file has been checked with these options. */
    preview: isCurrent(check) ? check.data : undefined,
    isOutdated: isOfFile && check.data !== undefined && !isCurrent(check),
    error: failureOf(check) ?? failureOf(start),
    /** Share of the file that is sent, 0 to 1. */
    sentShare,
    /** Nothing of the file stays on the server. */
    cancel: () => call.current?.abort(),
    /** Last result for this file, also with other options: it names the columns. */
    found: isOfFile ? { preview: check.data, error: check.error } : undefined,
  };
}
