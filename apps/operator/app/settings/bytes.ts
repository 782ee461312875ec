const UNITS = ['bytes', 'KiB', 'MiB'] as const;

/** "512 bytes", "12.3 KiB", "4 MiB" */
export function sizeWords(bytes: number): string {
  const power = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2;
  const size = bytes / 1024 ** power;
  return `${Number(size.toFixed(1)).toLocaleString('en')} ${UNITS[power]}`;
}
