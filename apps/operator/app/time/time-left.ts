const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

/** "ends in 2 d 3 h", "ends in under a minute", "expired" */
export function timeLeft(at: string, now: number): string {
  let left = Date.parse(at) - now;
  if (left <= 0) return 'expired';
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}`);
    else if (parts.length > 0) break;
  }
  return `ends in ${parts.join(' ') || 'under a minute'}`;
}
