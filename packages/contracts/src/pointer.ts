/** Appends one step to a JSON pointer, escaped as RFC 6901 has it. */
export function pointerTo(pointer: string, key: string): string {
  return `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
