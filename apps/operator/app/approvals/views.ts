import type { ListChangeRequestsQuery, RequestState } from '@halyard/contracts';
import { REQUEST_LOOKS } from './states';

interface RequestView {
  readonly label: string;
  /** What the API is asked for. */
  readonly query: ListChangeRequestsQuery;
  /** In it a request can be in any state. */
  readonly inAnyState: boolean;
  readonly empty: { readonly title: string; readonly text: string };
}

const FILED_HERE =
  'A change to a protected environment is filed here, and made when two others approve it.';

/** Whose requests one looks at. */
export const REQUEST_VIEWS = {
  waiting: {
    label: 'Waiting for me',
    query: { waitingFor: 'me' },
    inAnyState: false,
    empty: { title: 'Nothing waits for you', text: FILED_HERE },
  },
  mine: {
    label: 'Mine',
    query: { author: 'me' },
    inAnyState: true,
    empty: {
      title: 'You have asked for nothing',
      text: 'When you change a protected environment, your request is here until it is made.',
    },
  },
  open: {
    label: 'All open',
    query: { state: 'open' },
    inAnyState: false,
    empty: { title: 'No open requests', text: FILED_HERE },
  },
  all: {
    label: 'All',
    query: {},
    inAnyState: true,
    empty: { title: 'No change requests', text: FILED_HERE },
  },
} as const satisfies Record<string, RequestView>;
export type RequestViewName = keyof typeof REQUEST_VIEWS;

/** What the list is narrowed to; no view is the one that fits one's role. */
export interface RequestFilters {
  readonly view?: RequestViewName;
  readonly state?: RequestState;
  readonly flag?: string;
}

export function requestFiltersFrom({
  show,
  state,
  about,
}: Readonly<Record<string, unknown>>): RequestFilters {
  return {
    view: namedIn(REQUEST_VIEWS, show),
    state: namedIn(REQUEST_LOOKS, state),
    flag: typeof about === 'string' && about !== '' ? about : undefined,
  };
}

/** In the URL `flag` is the flag whose panel is open, so that the filter has a name of its own. */
export const requestFiltersToQuery = ({ view, state, flag }: RequestFilters) => ({
  show: view,
  state,
  about: flag,
});

/** What the API is asked for: a state counts only where a view leaves it open. */
export function requestQuery(
  view: RequestViewName,
  { state, flag }: RequestFilters,
): ListChangeRequestsQuery {
  const { query, inAnyState } = REQUEST_VIEWS[view];
  return {
    ...query,
    ...(inAnyState && state !== undefined && { state }),
    ...(flag !== undefined && { flag }),
  };
}

function namedIn<T extends object>(table: T, name: unknown): keyof T | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? (name as keyof T) : undefined;
}
