/** What holds where a source says nothing of it (lib/origin.ts). */
export const DEFAULT_MAX_BYTES = 100_000_000
export const DEFAULT_SECONDS = 600
/** a page of links, or what an API says of a dataset */
export const PAGE_BYTES = 10_000_000
