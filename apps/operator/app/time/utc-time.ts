/** "2026-11-21 08:11:40 UTC": what one sees on hovering over a local time. */
export const utcTime = (at: string) =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
