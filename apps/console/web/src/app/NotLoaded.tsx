import { ProblemError } from '../api/problem';
import { NOT_LOADED } from '../design/problem-words';
import { ProblemView } from '../design/ProblemView';

const LOST = new ProblemError(0, NOT_LOADED, '');

/** Page whose code could not be fetched. It is loaded anew once the server answers: without it, the browser's own error page would come. */
export function NotLoaded() {
  const reload = () =>
    fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
      () => globalThis.location.reload(),
      () => undefined,
    );
  return <ProblemView error={LOST} retry={() => void reload()} />;
}
