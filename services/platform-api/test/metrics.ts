import type { TestApi } from './api.ts';

/** One series of a scrape. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What an API's /metrics says, as text and read. */
export interface Scrape {
  readonly text: string;
  readonly series: readonly Series[];
  /** The value of one series; 0 where it is not there, as a counter that has not counted. */
  value(name: string, labels?: Readonly<Record<string, string>>): number;
}

export async function scrape({ url }: Pick<TestApi, 'url'>): Promise<Scrape> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const series = [...text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(toSeries);
  return {
    text,
    series,
    value: (name, labels = {}) => {
      const found = series.find((one) => one.name === name && isSame(one.labels, labels));
      return found?.value ?? 0;
    },
  };
}

function toSeries([, name = '', labels = '', value]: RegExpMatchArray): Series {
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
  const named = Object.fromEntries(pairs.map(([, label = '', text = '']) => [label, text]));
  return { name, labels: named, value: Number(value) };
}

function isSame(a: Series['labels'], b: Series['labels']): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
