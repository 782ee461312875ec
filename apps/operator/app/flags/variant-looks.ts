/** Stripes and dots beside the colours: what tells shares apart for those who see no difference in colour. */
const PATTERNS = [
  'none',
  'repeating-linear-gradient(45deg, #0005 0 2px, transparent 2px 8px)',
  'radial-gradient(#0006 1.5px, transparent 2px)',
  'repeating-linear-gradient(-45deg, #0005 0 2px, transparent 2px 8px)',
  'repeating-linear-gradient(90deg, #0005 0 2px, transparent 2px 7px)',
  'repeating-linear-gradient(0deg, #0005 0 2px, transparent 2px 7px)',
];
const COLORS = 7;

/** How a variant looks in a bar: by its place in the flag, so that it is the same everywhere. */
export function lookOfVariant(variants: readonly string[], variant: string) {
  const place = Math.max(0, variants.indexOf(variant));
  return {
    backgroundColor: `var(--chart-${(place % COLORS) + 1})`,
    backgroundImage: PATTERNS[place % PATTERNS.length] ?? 'none',
    backgroundSize: place % PATTERNS.length === 2 ? '8px 8px' : 'auto',
  };
}
