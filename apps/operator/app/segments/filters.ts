export interface SegmentFilters {
  readonly q: string;
}

export const SEGMENT_FILTERS = {
  from: (query: Readonly<Record<string, unknown>>): SegmentFilters => ({
    q: typeof query['q'] === 'string' ? query['q'] : '',
  }),
  toQuery: ({ q }: SegmentFilters) => ({ q: q === '' ? undefined : q }),
};

/** What a segment's page shows, each under the name that the URL has for it. */
export const SEGMENT_TABS = ['conditions', 'included', 'excluded', 'history'] as const;
export type SegmentTab = (typeof SEGMENT_TABS)[number];
