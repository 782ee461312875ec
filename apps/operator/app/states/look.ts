/** A state as people see it: never by its colour alone. */
export interface StateLook {
  readonly label: string;
  readonly icon: string;
  readonly color: 'neutral' | 'info' | 'success' | 'error' | 'warning';
}
