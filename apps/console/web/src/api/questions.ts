import { QueryClient } from '@tanstack/react-query';
import { mayPass } from './problem';

/** Cache of queries. A change by the person refetches at once: see `useAct`. */
export const questions = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      refetchOnWindowFocus: false,
    },
    // What changes something is asked once: a person sees what came of it, and decides.
    mutations: { retry: false },
  },
});
