/** The time, as all the page's "5 minutes ago" have it. The layout lets it tick. */
export function useSharedNow() {
  return useState('now', () => Date.now());
}
