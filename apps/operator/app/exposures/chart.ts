import type { ExposuresResponse } from '@halyard/contracts';

/** One colour of the chart: a variant, or all those that have none of their own. */
export interface ChartSeries {
  readonly name: string;
  /** A CSS colour. */
  readonly color: string;
  readonly total: number;
  readonly counts: readonly number[];
}

/** One bar: a stretch of time, and how often each series was served in it. */
export interface ChartBar {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

export interface ExposureChart {
  readonly series: readonly ChartSeries[];
  readonly bars: readonly ChartBar[];
  readonly total: number;
}

/** More colours than these nobody tells apart. */
const COLORS = 7;
const REST = 'var(--chart-off)';

/**
 * What was served, as it is drawn: a colour for each variant, in the flag's own order, so that it is the
 * same one whatever the time. What is off is grey. Where there are more variants than colours, those
 * that were served least are one grey series.
 */
export function chartOf(exposures: ExposuresResponse, offVariant: string): ExposureChart {
  const variants = exposures.variants;
  const inOrder = variants.filter(({ variant }) => variant !== offVariant);
  const colored = new Set(
    [...inOrder].sort((one, other) => other.total - one.total).slice(0, COLORS),
  );
  const named = inOrder
    .filter((variant) => colored.has(variant))
    .map(({ variant, ...rest }, index) => ({
      name: variant,
      color: `var(--chart-${index + 1})`,
      ...rest,
    }));
  const off = variants
    .filter(({ variant }) => variant === offVariant)
    .map(({ variant, ...rest }) => ({ name: variant, color: REST, ...rest }));
  const rest = inOrder.filter((variant) => !colored.has(variant));
  const series = [...named, ...together(rest), ...off];
  return {
    series,
    bars: barsOf(exposures, series),
    total: series.reduce((sum, { total }) => sum + total, 0),
  };
}

function together(rest: ExposuresResponse['variants']): ChartSeries[] {
  const [first] = rest;
  if (first === undefined) return [];
  const counts = first.counts.map((_, index) =>
    rest.reduce((sum, variant) => sum + (variant.counts[index] ?? 0), 0),
  );
  const total = rest.reduce((sum, variant) => sum + variant.total, 0);
  return [{ name: `${rest.length} others`, color: REST, total, counts }];
}

function barsOf(
  { from, to, bucketMinutes }: ExposuresResponse,
  series: readonly ChartSeries[],
): ChartBar[] {
  const [start, end, width] = [Date.parse(from), Date.parse(to), bucketMinutes * 60_000];
  return Array.from({ length: Math.round((end - start) / width) }, (_, index) => ({
    from: start + index * width,
    to: start + (index + 1) * width,
    counts: series.map(({ counts }) => counts[index] ?? 0),
  }));
}

const whole = new Intl.NumberFormat('en-GB');
const short = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

/** "12,345" */
export const inFull = (count: number) => whole.format(count);

/** "12.3k", for an axis. */
export const inShort = (count: number) => short.format(count);

/** Round numbers from 0 to beyond the most, at most five steps: nothing is counted by halves. */
export function ticksTo(most: number): number[] {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, most))) - 1);
  const steps = [1, 2, 5, 10, 20, 50].map((step) => step * power);
  const step = steps.find((one) => most / one <= 5) ?? most;
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, n) => n * step);
}

/** "33.3 %"; what is there is never "0 %", and what is not all is never "100 %". */
export function share(count: number, total: number): string {
  if (total === 0) return '–';
  const percent = (count / total) * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  if (percent > 99.9 && percent < 100) return '> 99.9 %';
  return `${Number(percent.toFixed(1))} %`;
}

/** "60 % on, 40 % off": a chart in a sentence. */
export function summaryOf({ series, total }: ExposureChart): string {
  const parts = series.filter((one) => one.total > 0);
  const shares = parts.map((one) => `${share(one.total, total)} ${one.name}`);
  return `${inFull(total)} ${total === 1 ? 'evaluation' : 'evaluations'}: ${shares.join(', ')}`;
}
