/** An entry's place, `platform:12`: what a link to it holds. */
export interface Place {
  readonly stream: string;
  readonly seq: number;
}

export const placeText = ({ stream, seq }: Place) => `${stream}:${seq}`;

/** What is no place counts as none. */
export function placeFrom(text: unknown): Place | undefined {
  const [, stream, seq] = typeof text === 'string' ? (/^([\w-]+):(\d+)$/.exec(text) ?? []) : [];
  return stream === undefined || Number(seq) < 1 ? undefined : { stream, seq: Number(seq) };
}
